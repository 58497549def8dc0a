import "server-only";
import { dashboardSummarySchema, type DashboardSummary } from "@/features/dashboard/schema";
import { supabaseServerClient } from "@/libs/supabaseServerClient";

/** Everything on the dashboard. Throws when the organization is not the signed-in user's. */
export async function dashboardSummary(organizationId: string): Promise<DashboardSummary> {
  const supabase = await supabaseServerClient();
  const { data } = await supabase
    .rpc("dashboard_summary", { organization_id: organizationId })
    .throwOnError();
  return dashboardSummarySchema.parse(data);
}
