import { numberFormatter } from "@/libs/formatters";
import { Hint } from "@/components/hint";
import { Money } from "@/components/money";
import { orderTotals } from "@/features/purchase-orders/queries";
import type { OrderFilters } from "@/features/purchase-orders/schema";

type OrderTotalsLineProps = {
  organizationId: string;
  filters: OrderFilters;
  currency: string;
  locale: string;
};

/** What the filtered lines add up to. Suspends. */
export async function OrderTotalsLine({ organizationId, filters, ...format }: OrderTotalsLineProps) {
  const { line_count, authorised, spent, remaining } = await orderTotals(organizationId, filters);
  return (
    <dl className="flex flex-wrap items-center gap-x-6 gap-y-1 text-[0.8125rem]">
      <div className="flex gap-1.5">
        <dt className="text-muted-foreground">Lines</dt>
        <dd className="font-medium tabular-nums">{numberFormatter(format.locale).format(line_count)}</dd>
      </div>
      {[
        { label: "Authorised", value: authorised },
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
            Over all lines that match the filters, not only this page. Authorised is the sum of their order
            values, spent the sum of their quantity surveys that count, remaining the difference.
          </Hint>
        </dd>
      </div>
    </dl>
  );
}
