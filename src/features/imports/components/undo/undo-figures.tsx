import { Count } from "@/components/count";
import { MoneyDifference, type MoneyFormat } from "@/features/imports/components/money-change";
import type { UndoEffect } from "@/features/imports/undo-queries";
import { Money } from "@/components/money";
import { StatCard } from "@/components/stat-card";

const number = (value: number) => <Count value={value} />;

/** The figures of an undo: rows and money, now and afterwards. */
export function UndoFigures({ preview, format }: { preview: UndoEffect; format: MoneyFormat }) {
  const isOrders = preview.type === "purchase_orders";
  const what = isOrders ? "Authorised in all" : "Billed in all";
  const rows = [
    {
      label: "Rows removed",
      value: preview.removed,
      hint: "Rows that were unknown before this import. Nothing later was built on them.",
    },
    {
      label: "Rows put back",
      value: preview.restored,
      hint: "Rows that this import changed, withdrew or counted again. Their former values were kept and return.",
    },
    ...(isOrders
      ? [
          {
            label: "Without order again",
            value: preview.unlinked,
            hint: "Quantity surveys that waited for a purchase order which this import brought. They count in no total again.",
          },
        ]
      : []),
    {
      label: "Alerts removed",
      value: preview.alerts_removed,
      hint: "Alerts that this import opened. Mail about them that still waits is withdrawn; what was sent is sent.",
    },
    {
      label: "Alerts put back",
      value: preview.alerts_restored,
      hint: "Alerts that this import moved or resolved. They stand again as they stood before it.",
    },
  ];
  return (
    <div className="grid gap-3">
      <section aria-label="Rows and alerts" className="grid grid-cols-2 gap-3 md:grid-cols-4 xl:grid-cols-5">
        {rows.map(({ label, value, hint }) => (
          <StatCard key={label} label={label} value={number(value)} hint={hint} />
        ))}
      </section>
      <section aria-label="Money" className="grid gap-3 sm:grid-cols-3">
        <StatCard
          label={`${what} now`}
          value={<Money value={preview.money_before} {...format} />}
          hint={
            isOrders
              ? "The sum of the order values of all your purchase orders."
              : "The sum of what is spent on all your purchase orders."
          }
        />
        <StatCard
          label={`${what} afterwards`}
          value={<Money value={preview.money_after} {...format} />}
          hint="The same sum without this import."
        />
        <StatCard
          label="Difference"
          value={
            <MoneyDifference before={preview.money_before} after={preview.money_after} format={format} />
          }
          hint="Afterwards minus now. The purchase orders below show where it comes from."
        />
      </section>
    </div>
  );
}
