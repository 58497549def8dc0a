import "server-only";
import type { MemberRole } from "@/libs/access/standing";
import { supabaseServerClient } from "@/libs/supabaseServerClient";

export interface Person {
  userId: string;
  fullName: string;
  email: string;
  role: "admin" | "member";
  status: "active" | "deactivated";
  /** ISO 8601 instant. */
  joinedAt: string;
  /** Null for readers who are no admin: it isn't their matter. */
  hasSecondFactor: boolean | null;
}

/**
 * Everybody who belongs or belonged to an organization, active ones first, then by name.
 * @param reader an admin also learns who has a second factor
 */
export async function listPeople(organizationId: string, reader?: MemberRole): Promise<Person[]> {
  const supabase = await supabaseServerClient();
  const [{ data }, careful] = await Promise.all([
    supabase
      .from("organization_members")
      .select("user_id, role, status, created_at, user_profiles!inner(full_name, email)")
      .eq("organization_id", organizationId)
      .throwOnError(),
    reader === "admin"
      ? supabase.rpc("people_with_second_factor", { organization_id: organizationId }).throwOnError()
      : null,
  ]);
  return data
    .map(({ user_id, role, status, created_at, user_profiles: profile }) => ({
      userId: user_id,
      fullName: profile.full_name,
      email: profile.email,
      role,
      status,
      joinedAt: created_at,
      hasSecondFactor: careful ? careful.data.includes(user_id) : null,
    }))
    .sort((a, b) => a.status.localeCompare(b.status) || nameOf(a).localeCompare(nameOf(b)));
}

function nameOf(person: Person): string {
  return person.fullName || person.email;
}

export interface PendingInvitation {
  id: string;
  email: string;
  role: "admin" | "member";
  /** ISO 8601 instant. */
  expiresAt: string;
  hasExpired: boolean;
  /** What became of its newest mail. */
  mail: "pending" | "sending" | "sent" | "failed" | "uncertain" | null;
}

/** Invitations that were neither accepted nor withdrawn, newest first; for admins, others get none. */
export async function listInvitations(organizationId: string): Promise<PendingInvitation[]> {
  const supabase = await supabaseServerClient();
  const { data } = await supabase
    .rpc("open_invitations", { for_organization: organizationId })
    .throwOnError();
  return data.map(({ id, email, role, expires_at, mail }) => ({
    id,
    email,
    role,
    expiresAt: expires_at,
    hasExpired: Date.parse(expires_at) <= Date.now(),
    // The generated types of functions know no nulls.
    mail: mail as PendingInvitation["mail"],
  }));
}

/** Names of the organizations that have invited the signed-in user's confirmed address. */
export async function namesOfInvitingOrganizations(): Promise<string[]> {
  const supabase = await supabaseServerClient();
  const { data } = await supabase.rpc("my_invitations").throwOnError();
  return data.map(({ organization_name }) => organization_name);
}
