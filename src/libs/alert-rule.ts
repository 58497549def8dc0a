import type { PurchaseOrderLifecycle } from "@/libs/lifecycle";
import type { UtilizationAmounts } from "@/libs/utilization";
import type { UtilizationLevel } from "@/types/domain";

export type AlertLevel = Exclude<UtilizationLevel, "on_track">;

/** "resolved" here means closed by an admin while the level still held; an alert that resolved itself is no alert. */
export type AlertStatus = "open" | "acknowledged" | "snoozed" | "resolved";
export type AlertState = { level: AlertLevel; status: AlertStatus };
export type AlertStep = "none" | "open" | "escalate" | "deescalate" | "resolve";

const rank: Readonly<Record<AlertLevel, number>> = { warning: 1, critical: 2, over_budget: 3 };

/**
 * The level at which a purchase order deserves an alert, or null. Work normally ends at 100 %, so a closed order
 * raises one only when more was spent than authorised, wherever its organization lets over budget begin.
 * Amounts in cents. The twin of private.alertable_level in the database.
 */
export function alertableLevel(
  level: UtilizationLevel,
  lifecycle: PurchaseOrderLifecycle,
  { orderValue, totalSpent }: UtilizationAmounts,
): AlertLevel | null {
  if (level === "on_track") return null;
  if (lifecycle === "open") return level;
  return totalSpent > orderValue ? "over_budget" : null;
}

/**
 * What happens to the one alert of a purchase order when its alertable level is now `alertable`.
 * An alert that an admin closed stays closed at the same level; it follows a falling level silently, so that the
 * next rise counts as a new crossing, and a rise above the level it was closed at opens a new alert.
 */
export function nextAlertStep(current: AlertState | null, alertable: AlertLevel | null): AlertStep {
  if (!current) return alertable ? "open" : "none";
  if (!alertable) return "resolve";
  if (alertable === current.level) return "none";
  if (rank[alertable] < rank[current.level]) return "deescalate";
  return current.status === "resolved" ? "open" : "escalate";
}

/** One mail per crossing: when an alert opens and each time its level rises. */
export function stepSendsMail(step: AlertStep): boolean {
  return step === "open" || step === "escalate";
}
