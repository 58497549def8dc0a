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
import { StackedCell, Table, TableBody, TableHead, TableHeader, TableRow } from "@/components/ui/table";
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
        <CardTitle>Open purchase orders, by level and money over</CardTitle>
        <Hint about="Open purchase orders, by level and money over">
          The ten open purchase orders at the worst level; within a level, those with the most money over
          their value, or the least left of it, come first. The bar ends at 125%; the strong mark is where the
          order value is used up.
        </Hint>
      </CardHeader>
      {orders.length === 0 ? (
        <EmptyState icon={CircleCheck} title="Nothing has been billed on an open purchase order">
          As soon as quantity surveys arrive, the orders that need somebody first stand here.
        </EmptyState>
      ) : (
        <Table label="Open purchase orders, by level and money over" stacked>
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
                <StackedCell wide>
                  <RowLink href={paths.purchaseOrder(order.id)}>{order.purchase_order_no}</RowLink>
                  <span className="line-clamp-1 min-w-36 text-xs text-muted-foreground">{order.text}</span>
                </StackedCell>
                <StackedCell>
                  <LevelBadge level={order.level} remaining={order.remaining_budget} />
                </StackedCell>
                <StackedCell>
                  <UtilizationBar percent={order.percent} level={order.level} thresholds={thresholds} />
                </StackedCell>
                <StackedCell align="right" label="Order value">
                  <Money value={order.order_value} {...look} />
                </StackedCell>
                <StackedCell align="right" label="Left">
                  <Money value={order.remaining_budget} {...look} />
                </StackedCell>
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
