import { RowLink } from "@/components/data-table";
import { DateText } from "@/components/date-text";
import { LevelBadge } from "@/components/level-badge";
import { Money } from "@/components/money";
import { StackedCell, Table, TableBody, TableRow } from "@/components/ui/table";
import { UtilizationBar } from "@/components/utilization-bar";
import type { UtilizationThresholds } from "@/libs/utilization";
import { OrderListHead } from "@/features/purchase-orders/components/order-list-head";
import { StatusBadge } from "@/features/purchase-orders/components/status-badge";
import type { OrderListView } from "@/features/purchase-orders/lib/order-address";
import type { OrderRow } from "@/features/purchase-orders/queries";
import { paths } from "@/libs/paths";

type OrderListProps = {
  rows: readonly OrderRow[];
  view: OrderListView;
  thresholds: UtilizationThresholds;
  currency: string;
  locale: string;
};

/** Purchase order lines as a table that sorts by its headings; on a phone as cards. */
export function OrderList({ rows, view, thresholds, ...format }: OrderListProps) {
  return (
    <Table label="Purchase orders" stacked>
      <OrderListHead view={view} />
      <TableBody>
        {rows.map((row) => (
          <TableRow key={row.id}>
            <StackedCell wide className="max-md:-order-2 md:max-w-72 md:min-w-44">
              <OrderName row={row} />
            </StackedCell>
            <StackedCell wide className="max-md:hidden md:max-w-44 md:min-w-32">
              <span className="line-clamp-2" title={row.vendor_name ?? undefined}>
                {row.vendor_name ?? "–"}
              </span>
            </StackedCell>
            <StackedCell label="Status" className="max-md:order-1">
              <StatusBadge status={row.status} lifecycle={row.lifecycle} />
            </StackedCell>
            <StackedCell label="Order value" align="right">
              <Money value={row.order_value} {...format} />
            </StackedCell>
            <StackedCell label="Spent" align="right">
              <Money value={row.total_spent} {...format} />
            </StackedCell>
            <StackedCell label="Remaining" align="right">
              <Money value={row.remaining_budget} {...format} />
            </StackedCell>
            <StackedCell wide className="max-md:-order-1">
              <UtilizationBar percent={row.utilization_percent} level={row.level} thresholds={thresholds} />
              <LevelBadge level={row.level} className="mt-1" />
            </StackedCell>
            <StackedCell label="Last billed" className="whitespace-nowrap">
              <DateText value={row.last_billed_date} />
            </StackedCell>
            <StackedCell label="Completion" className="whitespace-nowrap max-md:order-1">
              <DateText value={row.completion_date} />
            </StackedCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

function OrderName({ row }: { row: OrderRow }) {
  return (
    <>
      <RowLink href={paths.purchaseOrder(row.id)} className="tabular-nums wrap-anywhere">
        {row.purchase_order_no}
      </RowLink>
      {row.order_short_text ? <span className="row-text">{row.order_short_text}</span> : null}
    </>
  );
}
