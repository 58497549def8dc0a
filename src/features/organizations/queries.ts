import "server-only";
import { supabaseServerClient } from "@/libs/supabaseServerClient";

/** How many alerts of an organization nobody has dealt with yet. */
export async function countOpenAlerts(organizationId: string): Promise<number> {
  const supabase = await supabaseServerClient();
  const { count } = await supabase
    .from("alerts")
    .select("id", { count: "exact", head: true })
    .eq("organization_id", organizationId)
    .eq("status", "open")
    .throwOnError();
  // A refused request without a body can pass for an empty answer; it has no count.
  if (count === null) throw new Error("The open alerts could not be counted.");
  return count;
}

export interface Person {
  userId: string;
  fullName: string;
  email: string;
  role: "admin" | "member";
  status: "active" | "deactivated";
}

/** Everybody who belongs or belonged to an organization, active ones first, then by name. */
export async function listPeople(organizationId: string): Promise<Person[]> {
  const supabase = await supabaseServerClient();
  const { data } = await supabase
    .from("organization_members")
    .select("user_id, role, status, user_profiles!inner(full_name, email)")
    .eq("organization_id", organizationId)
    .throwOnError();
  return data
    .map(({ user_id, role, status, user_profiles: profile }) => ({
      userId: user_id,
      fullName: profile.full_name,
      email: profile.email,
      role,
      status,
    }))
    .sort((a, b) => a.status.localeCompare(b.status) || nameOf(a).localeCompare(nameOf(b)));
}

function nameOf(person: Person): string {
  return person.fullName || person.email;
}
