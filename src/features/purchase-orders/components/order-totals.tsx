import { Count } from "@/components/count";
import { Hint } from "@/components/hint";
import { Money } from "@/components/money";
import type { OrderTotals } from "@/features/purchase-orders/queries";

type OrderTotalsLineProps = { totals: OrderTotals; currency: string; locale: string };

/** What the filtered lines add up to. */
export function OrderTotalsLine({ totals, ...format }: OrderTotalsLineProps) {
  const { line_count, authorised, spent, remaining } = totals;
  return (
    <dl className="flex flex-wrap items-center gap-x-6 gap-y-1 text-[0.8125rem]">
      <div className="flex gap-1.5">
        <dt className="text-muted-foreground">Lines</dt>
        <dd className="font-medium tabular-nums">
          <Count value={line_count} />
        </dd>
      </div>
      {[
        { label: "Authorized", value: authorised },
        { label: "Spent", value: spent },
        { label: "Remaining", value: remaining },
      ].map(({ label, value }) => (
        <div key={label} className="flex gap-1.5">
          <dt className="text-muted-foreground">{label}</dt>
          <dd className="font-medium">
            <Money value={value} {...format} />
          </dd>
        </div>
      ))}
      <div>
        <dt className="sr-only">Explanation</dt>
        <dd>
          <Hint about="Totals">
            Over all lines that match the filters, not only this page. Authorized is the sum of their order
            values without canceled and rejected lines, spent the sum of their quantity surveys that count,
            remaining the difference.
          </Hint>
        </dd>
      </div>
    </dl>
  );
}
