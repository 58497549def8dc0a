import { MoneyDifference, type MoneyFormat } from "@/features/imports/components/money-change";
import { countOf } from "@/features/imports/lib/import-words";
import type { ImportJob } from "@/features/imports/queries";

/** "+$1,865,686.00 · 240 new · 123 changed · 6 alerts": what the decision is about, in one line. */
export function ConfirmDelta({ job, format }: { job: ImportJob; format: MoneyFormat }) {
  const { counts, moneyBefore, moneyAfter } = job;
  const parts = [
    counts.new ? `${counts.new.toLocaleString("en-GB")} new` : null,
    counts.changed ? `${counts.changed.toLocaleString("en-GB")} changed` : null,
    counts.withdrawn ? `${counts.withdrawn.toLocaleString("en-GB")} withdrawn` : null,
    counts.alertsOpened ? countOf(counts.alertsOpened, "alert", "alerts") : null,
    counts.errors ? `${countOf(counts.errors, "row", "rows")} left out` : null,
  ].filter((part) => part !== null);
  return (
    <>
      {job.type === "purchase_orders" ? "Authorized" : "Spent"}:{" "}
      <MoneyDifference before={moneyBefore} after={moneyAfter} format={format} />
      {parts.map((part) => ` · ${part}`).join("")}
    </>
  );
}
