import "server-only";
import { dashboardSummarySchema, type DashboardSummary } from "@/features/dashboard/schema";
import { supabaseServerClient } from "@/libs/supabaseServerClient";

const listLength = 10;

/** Every figure of the dashboard. Throws when the organization is not the signed-in user's. */
export async function dashboardSummary(organizationId: string): Promise<DashboardSummary> {
  const supabase = await supabaseServerClient();
  const { data } = await supabase
    .rpc("dashboard_summary", { organization_id: organizationId })
    .throwOnError();
  return dashboardSummarySchema.parse(data);
}

/** The open purchase orders with the highest share spent, worst first; money as decimal strings. */
export async function worstOrders(organizationId: string) {
  const supabase = await supabaseServerClient();
  const { data } = await supabase
    .from("purchase_orders")
    .select(
      "id, purchase_order_no, order_short_text, level, order_value::text, total_spent::text, remaining_budget::text, utilization_percent::text",
    )
    .eq("organization_id", organizationId)
    .eq("lifecycle", "open")
    .gt("total_spent", 0)
    .order("level", { ascending: false })
    // Spending without any authorised value has no percentage, and is worse than any.
    .order("utilization_percent", { ascending: false, nullsFirst: true })
    .limit(listLength)
    .throwOnError();
  return data;
}

/** The quantity surveys with the latest creation dates, newest first; `total` is a decimal string. */
export async function recentSurveys(organizationId: string) {
  const supabase = await supabaseServerClient();
  const { data } = await supabase
    .from("quantity_surveys")
    .select(
      "id, qs_number, purchase_order_no, purchase_order_id, short_text, total::text, created_date, stage",
    )
    .eq("organization_id", organizationId)
    .is("withdrawn_at", null)
    .order("created_date", { ascending: false, nullsFirst: false })
    .order("id", { ascending: false })
    .limit(listLength)
    .throwOnError();
  return data;
}

export type WorstOrder = Awaited<ReturnType<typeof worstOrders>>[number];
export type RecentSurvey = Awaited<ReturnType<typeof recentSurveys>>[number];
