"use client";

import { RowLink } from "@/components/data-table";
import { DateText } from "@/components/date-text";
import { LevelBadge } from "@/components/level-badge";
import { Money } from "@/components/money";
import { StackedCell, TableBody, TableRow } from "@/components/ui/table";
import { UtilizationBar } from "@/components/utilization-bar";
import type { UtilizationThresholds } from "@/libs/utilization";
import { StatusBadge } from "@/features/purchase-orders/components/status-badge";
import type { OrderRow } from "@/features/purchase-orders/queries";
import { paths } from "@/libs/paths";

export type OrderRowsProps = {
  rows: readonly OrderRow[];
  thresholds: UtilizationThresholds;
  currency: string;
  locale: string;
};

/** The rows of the purchase order list. On the client's side, so that they travel once, as figures. */
export function OrderRows({ rows, thresholds, ...format }: OrderRowsProps) {
  return (
    <TableBody>
      {rows.map((row) => (
        <TableRow key={row.id}>
          <StackedCell wide className="max-md:-order-2 md:max-w-72 md:min-w-40">
            <OrderName row={row} />
          </StackedCell>
          <StackedCell wide className="max-w-44 min-w-32 max-[90rem]:hidden">
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
            <UtilizationBar
              percent={row.utilization_percent}
              level={row.level}
              thresholds={thresholds}
              className="min-w-36"
            />
            <LevelBadge level={row.level} remaining={row.remaining_budget} className="mt-1" />
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
