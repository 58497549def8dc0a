"use client";

import { CircleCheck } from "lucide-react";
import Link from "next/link";
import { RowLink } from "@/components/data-table";
import { EmptyState } from "@/components/empty-state";
import { Hint } from "@/components/hint";
import { LevelBadge } from "@/components/level-badge";
import { Money } from "@/components/money";
import { Button } from "@/components/ui/button";
import { Card, CardFooter, CardHeader, CardTitle } from "@/components/ui/card";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { UtilizationBar } from "@/components/utilization-bar";
import type { UtilizationThresholds } from "@/libs/utilization";
import type { WorstOrder } from "@/features/dashboard/schema";
import { paths } from "@/libs/paths";
import type { MoneyLook } from "./money-look";

/** The open purchase orders that are closest to their end, or beyond it. */
export function WorstOrders({
  orders,
  thresholds,
  look,
}: {
  orders: readonly WorstOrder[];
  thresholds: UtilizationThresholds;
  look: MoneyLook;
}) {
  return (
    <Card className="flex min-w-0 flex-col">
      <CardHeader className="pb-3">
        <CardTitle>Purchase orders running out first</CardTitle>
        <Hint about="Purchase orders running out first">
          The ten open purchase orders with the highest share billed. The bar ends at 125%; the strong mark is
          where the order value is used up.
        </Hint>
      </CardHeader>
      {orders.length === 0 ? (
        <EmptyState icon={CircleCheck} title="Nothing has been billed on an open purchase order">
          As soon as quantity surveys arrive, the orders that run out first stand here.
        </EmptyState>
      ) : (
        <Table label="Purchase orders running out first">
          <TableHeader>
            <TableRow>
              <TableHead>Purchase order</TableHead>
              <TableHead>Level</TableHead>
              <TableHead>Used</TableHead>
              <TableHead align="right">Order value</TableHead>
              <TableHead align="right">Left</TableHead>
            </TableRow>
          </TableHeader>
          <TableBody>
            {orders.map((order) => (
              <TableRow key={order.id}>
                <TableCell>
                  <RowLink href={paths.purchaseOrder(order.id)}>{order.purchase_order_no}</RowLink>
                  <span className="line-clamp-1 min-w-36 text-xs text-muted-foreground">{order.text}</span>
                </TableCell>
                <TableCell>
                  <LevelBadge level={order.level} remaining={order.remaining_budget} />
                </TableCell>
                <TableCell>
                  <UtilizationBar percent={order.percent} level={order.level} thresholds={thresholds} />
                </TableCell>
                <TableCell align="right">
                  <Money value={order.order_value} {...look} />
                </TableCell>
                <TableCell align="right">
                  <Money value={order.remaining_budget} {...look} />
                </TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      )}
      <CardFooter className="mt-auto">
        <Button variant="ghost" size="sm" asChild>
          <Link href={paths.purchaseOrders({ lifecycle: "open" })}>All open purchase orders</Link>
        </Button>
      </CardFooter>
    </Card>
  );
}
