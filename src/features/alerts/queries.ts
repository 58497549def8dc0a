import "server-only";
import { cache } from "react";
import { pageOf, type AlertPage } from "@/features/alerts/lib/alert-page";
import type { AlertLevel, AlertListAddress, AlertStatus } from "@/features/alerts/schema";
import type { UtilizationThresholds } from "@/libs/utilization";
import { supabaseServerClient } from "@/libs/supabaseServerClient";
import type { Database } from "@/types/database";

/** An alert with its purchase order as it stands now; money and percentages are decimal strings. */
export type AlertRow = Database["public"]["Views"]["alert_rows"]["Row"];
export type AlertStep = Database["public"]["Functions"]["alert_timeline"]["Returns"][number];

const pageSize = 50;

/** Where the levels of an organization begin, in percent. */
export const alertThresholds = cache(async (organizationId: string): Promise<UtilizationThresholds> => {
  const supabase = await supabaseServerClient();
  const { data } = await supabase
    .from("alert_settings")
    .select("warning_percent::text, critical_percent::text, over_budget_percent::text")
    .eq("organization_id", organizationId)
    .single()
    .throwOnError();
  return {
    warning: Number(data.warning_percent),
    critical: Number(data.critical_percent),
    overBudget: Number(data.over_budget_percent),
  };
});

export type AlertCounts = Record<AlertStatus, { all: number } & Record<AlertLevel, number>>;

/** How many alerts stand at each status, in all and by level. Asked once per request. */
export const alertCounts = cache(async (organizationId: string): Promise<AlertCounts> => {
  const supabase = await supabaseServerClient();
  const { data } = await supabase.rpc("alert_counts", { organization_id: organizationId }).throwOnError();
  const none = () => ({ all: 0, warning: 0, critical: 0, over_budget: 0 });
  const counts: AlertCounts = { open: none(), acknowledged: none(), snoozed: none(), resolved: none() };
  for (const { status, level, alerts } of data) {
    if (level === "on_track") continue;
    counts[status][level] += alerts;
    counts[status].all += alerts;
  }
  return counts;
});

/** One page of the alerts that the address asks for: worst level first, then newest; resolved ones newest first. */
export async function alertPage(
  organizationId: string,
  address: AlertListAddress,
): Promise<AlertPage<AlertRow>> {
  const supabase = await supabaseServerClient();
  const backwards = address.before !== undefined;
  const [rank, id] = (address.before ?? address.after ?? "").split(".");
  const { data } = await supabase
    .rpc("alert_list", {
      organization_id: organizationId,
      with_status: address.status,
      ...(address.level ? { with_level: address.level } : {}),
      ...(address.q ? { search: address.q } : {}),
      ...(rank && id ? { from_rank: Number(rank), from_id: Number(id) } : {}),
      backwards,
      row_limit: pageSize + 1,
    })
    .throwOnError();
  return pageOf(data as AlertRow[], { size: pageSize, backwards, entered: Boolean(id) });
}

/** One alert; null when the organization has none of this id. */
export async function alertById(organizationId: string, alertId: string): Promise<AlertRow | null> {
  const supabase = await supabaseServerClient();
  const { data } = await supabase
    .from("alert_rows")
    .select("*")
    .eq("organization_id", organizationId)
    .eq("id", alertId as unknown as number)
    .maybeSingle()
    .throwOnError();
  return data;
}

/** What happened to an alert, oldest first; money as decimal strings. */
export async function alertTimeline(organizationId: string, alertId: string): Promise<AlertStep[]> {
  const supabase = await supabaseServerClient();
  const { data } = await supabase
    .rpc("alert_timeline", { organization_id: organizationId, alert_id: alertId as unknown as number })
    .throwOnError();
  return data;
}
