import "server-only";
import { memberships } from "@/libs/access/membership";
import type { Organization } from "@/libs/access/standing";
import { supabaseServerClient } from "@/libs/supabaseServerClient";

/** An organization of the signed-in user as it is for everybody, without their own choice of a format. */
export async function organizationForAll(shown: Organization): Promise<Organization> {
  const all = await memberships();
  return all.find(({ organization }) => organization.id === shown.id)?.organization ?? shown;
}

/** Whether an organization's admins require a second factor of everybody. */
export async function isSecondFactorRequired(organizationId: string): Promise<boolean> {
  const supabase = await supabaseServerClient();
  const { data } = await supabase
    .from("organizations")
    .select("requires_second_factor")
    .eq("id", organizationId)
    .single()
    .throwOnError();
  return data.requires_second_factor;
}
