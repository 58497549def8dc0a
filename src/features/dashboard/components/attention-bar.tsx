"use client";

import Link from "next/link";
import { Money } from "@/components/money";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import type { DashboardSummary } from "@/features/dashboard/schema";
import { needsOf } from "@/features/dashboard/lib/needs";
import { paths } from "@/libs/paths";
import type { MoneyLook } from "./money-look";

type Attention = DashboardSummary["attention"];

/** Says what needs somebody now: open alerts, the worst of them by name, and imports that wait or failed. */
export function AttentionBar({ attention, look }: { attention: Attention; look: MoneyLook }) {
  const { alerts, imports } = needsOf(attention, look.locale);
  if (!alerts && !imports) {
    return (
      <Alert tone="success" title="Nothing needs you right now.">
        No alert is open, and no import waits or has failed.{" "}
        <Link href={paths.alerts()} className="font-medium text-link underline underline-offset-4">
          See all alerts
        </Link>
      </Alert>
    );
  }
  const { only } = attention.imports;
  return (
    <Alert
      tone={attention.over_budget > 0 ? "error" : "warning"}
      // The browser may group by newer conventions than the server; what the server wrote stays.
      title={<span suppressHydrationWarning>{[alerts, imports].filter(Boolean).join(" ")}</span>}
      actions={
        <>
          {alerts ? (
            <Button variant="outline" size="sm" asChild>
              <Link href={paths.alerts()}>See all open alerts</Link>
            </Button>
          ) : null}
          {imports ? (
            <Button variant="outline" size="sm" asChild>
              <Link href={only ? paths.importJob(only) : paths.imports}>
                {only ? "Open the import" : "See the imports"}
              </Link>
            </Button>
          ) : null}
        </>
      }
    >
      {alerts ? <WorstAlerts attention={attention} look={look} /> : null}
    </Alert>
  );
}

function WorstAlerts({ attention, look }: { attention: Attention; look: MoneyLook }) {
  return (
    <>
      <p className="pb-1">
        Nobody has said yet what is being done about{" "}
        {attention.over_budget + attention.critical + attention.warning === 1 ? "it" : "them"}
        {attention.closed > 0
          ? `; ${attention.closed} of them ${attention.closed === 1 ? "is" : "are"} finished already, with more billed than authorized`
          : ""}
        . First by level and money over:
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
            {order.text ? <bdi className="wrap-anywhere">{order.text}</bdi> : null}
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
              ({order.percent === null ? "nothing is authorized" : `${order.percent}% used`})
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}
