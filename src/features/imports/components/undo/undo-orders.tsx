import { LevelChange } from "@/features/imports/components/level-change";
import { MoneyChange, type MoneyFormat } from "@/features/imports/components/money-change";
import { counted } from "@/libs/formatters";
import type { UndoEffect } from "@/features/imports/undo-queries";
import { RowLink } from "@/components/data-table";
import { Badge } from "@/components/ui/badge";
import { Card, CardDescription, CardHeader, CardTitle } from "@/components/ui/card";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { paths } from "@/libs/paths";

/** What an undo would do per purchase order, the largest movement of money first. */
export function UndoOrders({ preview, format }: { preview: UndoEffect; format: MoneyFormat }) {
  const { orders, order_count: count } = preview;
  if (orders.length === 0) return null;
  return (
    <Card aria-labelledby="undo-orders" className="overflow-hidden">
      <CardHeader>
        <div>
          <CardTitle id="undo-orders">Purchase orders that would change</CardTitle>
          <CardDescription>
            {counted(count, "purchase order line", "purchase order lines")}, the largest movement of money
            first.
            {count > orders.length ? ` The first ${orders.length} are shown.` : ""}
          </CardDescription>
        </div>
      </CardHeader>
      <div className="mt-3 border-t">
        <Table label="Purchase orders that would change" containerClassName="max-h-[32rem]">
          <TableHeader>
            <tr>
              <TableHead>Purchase order</TableHead>
              <TableHead align="right">Authorised</TableHead>
              <TableHead align="right">Spent</TableHead>
              <TableHead>Level</TableHead>
            </tr>
          </TableHeader>
          <TableBody>
            {orders.map((order) => (
              <TableRow key={order.purchase_order_id}>
                <TableCell className="money">
                  <RowLink href={paths.purchaseOrder(order.purchase_order_id)}>
                    {order.purchase_order_no}
                  </RowLink>
                  {order.is_removed ? (
                    <Badge variant="outline" className="ml-2">
                      Removed
                    </Badge>
                  ) : null}
                </TableCell>
                <TableCell align="right">
                  <MoneyChange
                    before={order.order_value_before}
                    after={order.is_removed ? "0.00" : order.order_value_after}
                    format={format}
                  />
                </TableCell>
                <TableCell align="right">
                  <MoneyChange before={order.spent_before} after={order.spent_after} format={format} />
                </TableCell>
                <TableCell>
                  <LevelChange before={order.level_before} after={order.level_after} />
                </TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </div>
    </Card>
  );
}
