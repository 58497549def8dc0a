import { Bell } from "lucide-react";
import Link from "next/link";
import { LevelBadge } from "@/components/level-badge";
import { Button } from "@/components/ui/button";
import { UtilizationBar } from "@/components/utilization-bar";
import type { UtilizationThresholds } from "@/libs/utilization";
import { StatusBadge } from "@/features/purchase-orders/components/status-badge";
import type { Order, OrderAlert } from "@/features/purchase-orders/detail-queries";
import { paths } from "@/libs/paths";

const alertWords: Readonly<Record<OrderAlert["status"], string>> = {
  open: "Open alert",
  acknowledged: "Acknowledged alert",
  snoozed: "Snoozed alert",
};

/** How the line stands: status, level, and the utilisation with the organization's thresholds. */
export function OrderStanding({ order, thresholds }: { order: Order; thresholds: UtilizationThresholds }) {
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
      <StatusBadge status={order.status} lifecycle={order.lifecycle} />
      <LevelBadge level={order.level} remaining={order.remaining_budget} />
      <UtilizationBar
        percent={order.utilization_percent}
        level={order.level}
        thresholds={thresholds}
        className="w-full max-w-md sm:w-80"
      />
      <p className="w-full text-xs text-muted-foreground">
        Warning from {thresholds.warning}%, critical from {thresholds.critical}%, over budget from{" "}
        {thresholds.overBudget}%, as your admin set it.
      </p>
    </div>
  );
}

/** Leads to the alert that the line has now. */
export function OrderAlertLink({ alert }: { alert: OrderAlert }) {
  return (
    <Button variant="outline" asChild>
      <Link href={paths.alert(alert.id)}>
        <Bell aria-hidden />
        {alertWords[alert.status]}
      </Link>
    </Button>
  );
}
