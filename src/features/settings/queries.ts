import "server-only";
import { memberships, type Organization } from "@/libs/access/membership";
import { supabaseServerClient } from "@/libs/supabaseServerClient";

/** An organization of the signed-in user as it is for everybody, without their own choice of a format. */
export async function organizationForAll(shown: Organization): Promise<Organization> {
  const all = await memberships();
  return all.find(({ organization }) => organization.id === shown.id)?.organization ?? shown;
}

/** Percentages of the authorised value from which a level holds, as decimal text. */
export interface Thresholds {
  warning: string;
  critical: string;
  overBudget: string;
}

export async function readThresholds(organizationId: string): Promise<Thresholds> {
  const supabase = await supabaseServerClient();
  const { data } = await supabase
    .from("alert_settings")
    .select(
      "warning:warning_percent::text, critical:critical_percent::text, overBudget:over_budget_percent::text",
    )
    .eq("organization_id", organizationId)
    .single()
    .throwOnError();
  const { warning, critical, overBudget } = data;
  return { warning: plain(warning), critical: plain(critical), overBudget: plain(overBudget) };
}

/** "75.00" as a person writes it: "75". */
function plain(percent: string): string {
  return String(Number(percent));
}
