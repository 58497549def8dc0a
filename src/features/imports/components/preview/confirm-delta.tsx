import { counted, defaultLocale, formatCount } from "@/libs/formatters";
import { MoneyDifference, type MoneyFormat } from "@/features/imports/components/money-change";
import type { ImportJob } from "@/features/imports/queries";

/** "+$1,865,686.00 · 240 new · 123 changed · 6 alerts": what the decision is about, in one line. */
export function ConfirmDelta({ job, format }: { job: ImportJob; format: MoneyFormat }) {
  const { counts, moneyBefore, moneyAfter } = job;
  const parts = [
    counts.new ? `${formatCount(counts.new, defaultLocale)} new` : null,
    counts.changed ? `${formatCount(counts.changed, defaultLocale)} changed` : null,
    counts.withdrawn ? `${formatCount(counts.withdrawn, defaultLocale)} withdrawn` : null,
    counts.alertsOpened ? counted(counts.alertsOpened, "alert", "alerts") : null,
    counts.errors ? `${counted(counts.errors, "row", "rows")} left out` : null,
  ].filter((part) => part !== null);
  return (
    <>
      {job.type === "purchase_orders" ? "Authorized" : "Spent"}:{" "}
      <MoneyDifference before={moneyBefore} after={moneyAfter} format={format} />
      {parts.map((part) => ` · ${part}`).join("")}
    </>
  );
}
