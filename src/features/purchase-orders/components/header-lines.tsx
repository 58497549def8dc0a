import Link from "next/link";
import { RowLink } from "@/components/data-table";
import { LevelBadge } from "@/components/level-badge";
import { Money } from "@/components/money";
import { Badge } from "@/components/ui/badge";
import { Card, CardDescription, CardHeader, CardTitle } from "@/components/ui/card";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import type { Order } from "@/features/purchase-orders/detail-queries";
import type { OrderRow, OrderTotals } from "@/features/purchase-orders/queries";
import { cn } from "@/libs/class-names";
import { paths } from "@/libs/paths";

type HeaderLinesProps = {
  order: Order;
  /** The first lines of the header, by number. */
  lines: readonly OrderRow[];
  /** Over all lines of the header. */
  totals: OrderTotals;
  currency: string;
  locale: string;
};

/** All lines of the same purchase order together, with their sums; this one is marked. */
export function HeaderLines({ order, lines, totals, ...format }: HeaderLinesProps) {
  return (
    <Card>
      <CardHeader>
        <div>
          <CardTitle>
            {totals.line_count === 1 ? "The only line" : `All ${totals.line_count} lines`} of purchase order{" "}
            {order.header_no}
          </CardTitle>
          <CardDescription>Lines of one order are authorised and watched one by one.</CardDescription>
        </div>
        <Link
          href={paths.purchaseOrders({ header: order.header_no })}
          className="rounded-sm text-[0.8125rem] text-link hover:underline"
        >
          Show as a list
        </Link>
      </CardHeader>
      <Table label={`Lines of purchase order ${order.header_no}`} containerClassName="mt-3 border-t">
        <TableHeader>
          <tr>
            <TableHead>Line</TableHead>
            <TableHead align="right">Order value</TableHead>
            <TableHead align="right">Spent</TableHead>
            <TableHead align="right">Remaining</TableHead>
            <TableHead align="right">Utilisation</TableHead>
            <TableHead>Level</TableHead>
          </tr>
        </TableHeader>
        <TableBody>
          {lines.map((line) => (
            <Line key={line.id} line={line} isThis={line.id === order.id} {...format} />
          ))}
        </TableBody>
        <tfoot>
          <tr className="font-medium">
            <TableHead scope="row" className="border-t border-b-0 text-foreground">
              {lines.length < totals.line_count ? `All ${totals.line_count} lines` : "Together"}
            </TableHead>
            {(["authorised", "spent", "remaining"] as const).map((sum) => (
              <TableCell key={sum} align="right" className="border-t border-b-0">
                <Money value={totals[sum]} {...format} />
              </TableCell>
            ))}
            <TableCell className="border-t border-b-0" />
            <TableCell className="border-t border-b-0" />
          </tr>
        </tfoot>
      </Table>
    </Card>
  );
}

function Line({
  line,
  isThis,
  ...format
}: {
  line: OrderRow;
  isThis: boolean;
  currency: string;
  locale: string;
}) {
  return (
    <TableRow className={cn(isThis && "bg-info-surface")}>
      <TableCell className="min-w-44">
        {isThis ? (
          <span className="flex flex-wrap items-center gap-2 font-medium tabular-nums" aria-current="true">
            {line.purchase_order_no} <Badge variant="info">This line</Badge>
          </span>
        ) : (
          <RowLink href={paths.purchaseOrder(line.id)} className="tabular-nums">
            {line.purchase_order_no}
          </RowLink>
        )}
        {line.order_short_text ? (
          <span className="line-clamp-1 text-[0.8125rem] text-muted-foreground">{line.order_short_text}</span>
        ) : null}
      </TableCell>
      <TableCell align="right">
        <Money value={line.order_value} {...format} />
      </TableCell>
      <TableCell align="right">
        <Money value={line.total_spent} {...format} />
      </TableCell>
      <TableCell align="right">
        <Money value={line.remaining_budget} {...format} />
      </TableCell>
      <TableCell align="right">
        {line.utilization_percent === null ? "No value" : `${line.utilization_percent}%`}
      </TableCell>
      <TableCell>
        <LevelBadge level={line.level} remaining={line.remaining_budget} />
      </TableCell>
    </TableRow>
  );
}
