import { RowLink } from "@/components/data-table";
import { DateText } from "@/components/date-text";
import { LevelBadge } from "@/components/level-badge";
import { Money } from "@/components/money";
import { TableBody, TableCell, TableRow, Table } from "@/components/ui/table";
import { UtilizationBar, type UtilizationThresholds } from "@/components/utilization-bar";
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
export function OrderList(props: OrderListProps) {
  return (
    <>
      <OrderTable {...props} />
      <OrderCards {...props} />
    </>
  );
}

function OrderTable({ rows, view, thresholds, ...format }: OrderListProps) {
  return (
    <Table label="Purchase orders" containerClassName="hidden md:block">
      <OrderListHead view={view} />
      <TableBody>
        {rows.map((row) => (
          <TableRow key={row.id}>
            <TableCell className="max-w-72 min-w-44">
              <OrderName row={row} />
            </TableCell>
            <TableCell className="max-w-44 min-w-32">
              <span className="line-clamp-2" title={row.vendor_name ?? undefined}>
                {row.vendor_name ?? "–"}
              </span>
            </TableCell>
            <TableCell>
              <StatusBadge status={row.status} lifecycle={row.lifecycle} />
            </TableCell>
            <TableCell align="right">
              <Money value={row.order_value} {...format} />
            </TableCell>
            <TableCell align="right">
              <Money value={row.total_spent} {...format} />
            </TableCell>
            <TableCell align="right">
              <Money value={row.remaining_budget} {...format} />
            </TableCell>
            <TableCell>
              <UtilizationBar percent={row.utilization_percent} level={row.level} thresholds={thresholds} />
              <LevelBadge level={row.level} className="mt-1" />
            </TableCell>
            <TableCell className="whitespace-nowrap">
              <DateText value={row.last_billed_date} />
            </TableCell>
            <TableCell className="whitespace-nowrap">
              <DateText value={row.completion_date} />
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

function OrderCards({ rows, thresholds, ...format }: OrderListProps) {
  return (
    <ul className="divide-y md:hidden">
      {rows.map((row) => (
        <li key={row.id} className="space-y-2 px-4 py-3">
          <div className="flex items-start justify-between gap-3">
            <div className="min-w-0">
              <OrderName row={row} />
            </div>
            <LevelBadge level={row.level} />
          </div>
          <UtilizationBar percent={row.utilization_percent} level={row.level} thresholds={thresholds} />
          <p className="text-[0.8125rem] text-muted-foreground">
            <Money value={row.total_spent} {...format} className="text-foreground" /> spent of{" "}
            <Money value={row.order_value} {...format} className="text-foreground" />,{" "}
            <Money value={row.remaining_budget} {...format} className="text-foreground" /> remaining
          </p>
          <div className="flex flex-wrap items-center justify-between gap-2 text-[0.8125rem] text-muted-foreground">
            <StatusBadge status={row.status} lifecycle={row.lifecycle} />
            <span>
              Last billed <DateText value={row.last_billed_date} />
            </span>
          </div>
        </li>
      ))}
    </ul>
  );
}

function OrderName({ row }: { row: OrderRow }) {
  return (
    <>
      <RowLink href={paths.purchaseOrder(row.id)} className="tabular-nums wrap-anywhere">
        {row.purchase_order_no}
      </RowLink>
      {row.order_short_text ? (
        <span className="line-clamp-2 text-[0.8125rem] text-muted-foreground">{row.order_short_text}</span>
      ) : null}
    </>
  );
}
