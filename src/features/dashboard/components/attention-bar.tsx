"use client";

import Link from "next/link";
import { Money } from "@/components/money";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import type { DashboardSummary } from "@/features/dashboard/schema";
import { paths } from "@/libs/paths";
import type { MoneyLook } from "./money-look";

const orders = (count: number) => (count === 1 ? "1 purchase order is" : `${count} purchase orders are`);

function headline({ over_budget: over, critical }: DashboardSummary["attention"]): string {
  if (over === 0) return `${orders(critical)} critical.`;
  return `${orders(over)} over budget${critical === 0 ? "" : `, ${critical} more ${critical === 1 ? "is" : "are"} critical`}.`;
}

/** Names the purchase orders that need someone now: the worst open alerts. */
export function AttentionBar({
  attention,
  look,
}: {
  attention: DashboardSummary["attention"];
  look: MoneyLook;
}) {
  if (attention.worst.length === 0) {
    return (
      <Alert tone="success" title="Nothing needs you right now.">
        Every purchase order that is critical or over budget is being looked after, or there is none.{" "}
        <Link href={paths.alerts()} className="font-medium text-link underline underline-offset-4">
          See all alerts
        </Link>
      </Alert>
    );
  }
  return (
    <Alert
      tone={attention.over_budget > 0 ? "error" : "warning"}
      title={headline(attention)}
      actions={
        <Button variant="outline" size="sm" asChild>
          <Link href={paths.alerts()}>See all open alerts</Link>
        </Button>
      }
    >
      <p className="pb-1">
        Nobody has said yet what is being done about{" "}
        {attention.over_budget + attention.critical === 1 ? "it" : "them"}
        {attention.closed > 0
          ? `; ${attention.closed} of them ${attention.closed === 1 ? "is" : "are"} finished already, with more billed than authorised`
          : ""}
        . The worst:
      </p>
      <ul className="space-y-1">
        {attention.worst.map((order) => (
          <li key={order.alert_id} className="flex flex-wrap items-baseline gap-x-2">
            <Link
              href={paths.purchaseOrder(order.purchase_order_id)}
              className="inline-flex min-h-6 items-center font-medium text-link underline underline-offset-4"
            >
              {order.purchase_order_no}
            </Link>
            {order.text ? <span className="wrap-anywhere">{order.text}</span> : null}
            <span>
              {order.overrun.startsWith("-") ? (
                <>
                  <Money value={order.overrun.slice(1)} {...look} /> left
                </>
              ) : (
                <>
                  <Money value={order.overrun} {...look} /> over its value
                </>
              )}{" "}
              ({order.percent === null ? "nothing is authorised" : `${order.percent}% used`})
            </span>
          </li>
        ))}
      </ul>
    </Alert>
  );
}
