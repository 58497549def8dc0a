import type { AlertLevel, AlertStatus } from "@/features/alerts/schema";

const ranks: Readonly<Record<AlertLevel, number>> = { warning: 1, critical: 2, over_budget: 3 };

/** The key of an alert in the order of the list; its first part is private.alert_rank in the database. */
export function alertKey({
  id,
  status,
  level,
}: {
  id: number | string;
  status: AlertStatus;
  level: string;
}): string {
  return `${status === "resolved" ? 0 : (ranks[level as AlertLevel] ?? 1)}.${id}`;
}
