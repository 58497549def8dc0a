import { Count } from "@/components/count";
import { MoneyDifference, type MoneyFormat } from "@/features/imports/components/money-change";
import type { ImportJob } from "@/features/imports/queries";
import { Money } from "@/components/money";
import { StatCard } from "@/components/stat-card";
import { paths } from "@/libs/paths";

/** The figures of an import: what the file holds, and what it does to the money. */
export function ImportFigures({ job, format }: { job: ImportJob; format: MoneyFormat }) {
  const { counts, metadata } = job;
  const isOrders = job.type === "purchase_orders";
  const applied = job.status === "succeeded" || job.status === "undone";
  const orders = paths.importList(job.id, "orders");
  const rowsBehind = applied ? paths.importList(job.id, "changes") : orders;
  const figures = [
    {
      label: "New",
      value: counts.new,
      hint: "Rows whose number AESTrak did not know before this file.",
      href: orders,
    },
    {
      label: "Changed",
      value: counts.changed,
      hint: "Rows that AESTrak knows, with at least one other value. The former value is kept.",
      href: rowsBehind,
    },
    {
      label: "Unchanged",
      value: counts.unchanged,
      hint: "Rows that AESTrak holds already with exactly the same values. Nothing happens to them.",
    },
    {
      label: "Exact repeats",
      value: counts.duplicates,
      hint: "Rows that stand in the file more than once, with the same values everywhere. Each counts once.",
    },
    {
      label: "Without order",
      value: counts.orphans,
      hint: isOrders
        ? "Quantity surveys from earlier files whose purchase order is still unknown after this one. They count in no total."
        : "Quantity surveys whose purchase order AESTrak does not know. They are kept, count in no total, and are linked by themselves when the order arrives.",
      href: paths.importList(job.id, "orphans"),
    },
    ...(isOrders
      ? [
          {
            label: "Other order value",
            value: counts.changedOrderValues,
            hint: "Known purchase orders whose authorised value is different in this file: change orders of the client.",
            href: orders,
          },
        ]
      : [
          {
            label: "Withdrawn",
            value: counts.withdrawn,
            hint: `Quantity surveys that are missing from a full export: the client took them back. ${
              job.mode === "snapshot" || !metadata.withdrawn
                ? "They are kept but no longer count."
                : "This file is treated as an addition, so nothing is withdrawn."
            }`,
            href: orders,
          },
        ]),
    {
      label: "Row errors",
      value: counts.errors,
      hint: "Rows that could not be read and are left out. The list says for each what is wrong.",
      href: paths.importList(job.id, "errors"),
    },
  ];
  return (
    <div className="grid gap-3">
      <section aria-label="Rows" className="grid grid-cols-2 gap-3 md:grid-cols-4 xl:grid-cols-7">
        {figures.map(({ label, value, hint, href }) => (
          <StatCard
            key={label}
            label={label}
            value={value === null ? "–" : <Count value={value} />}
            hint={hint}
            {...(href && value ? { href } : {})}
          />
        ))}
      </section>
      {job.moneyAfter === null ? null : <MoneySummary job={job} isOrders={isOrders} format={format} />}
    </div>
  );
}

function MoneySummary({ job, isOrders, format }: { job: ImportJob; isOrders: boolean; format: MoneyFormat }) {
  const what = isOrders ? "Authorised in all" : "Billed in all";
  const how = isOrders
    ? "The sum of the order values of all your purchase orders."
    : "The sum of all quantity surveys that count: those with a known purchase order that were not withdrawn.";
  return (
    <section aria-label="Money" className="grid gap-3 sm:grid-cols-3">
      <StatCard label={`${what} before`} value={<Money value={job.moneyBefore} {...format} />} hint={how} />
      <StatCard
        label={`${what} after`}
        value={<Money value={job.moneyAfter} {...format} />}
        hint={`${how} As it is with this file.`}
      />
      <StatCard
        label="Difference"
        value={<MoneyDifference before={job.moneyBefore} after={job.moneyAfter} format={format} />}
        hint="After minus before. The list of purchase orders below shows where it comes from."
        href={paths.importList(job.id, "orders")}
      />
    </section>
  );
}
