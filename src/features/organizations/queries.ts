import "server-only";
import { supabaseServerClient } from "@/libs/supabaseServerClient";

export interface Person {
  userId: string;
  fullName: string;
  email: string;
  role: "admin" | "member";
  status: "active" | "deactivated";
  /** ISO 8601 instant. */
  joinedAt: string;
}

/** Everybody who belongs or belonged to an organization, active ones first, then by name. */
export async function listPeople(organizationId: string): Promise<Person[]> {
  const supabase = await supabaseServerClient();
  const { data } = await supabase
    .from("organization_members")
    .select("user_id, role, status, created_at, user_profiles!inner(full_name, email)")
    .eq("organization_id", organizationId)
    .throwOnError();
  return data
    .map(({ user_id, role, status, created_at, user_profiles: profile }) => ({
      userId: user_id,
      fullName: profile.full_name,
      email: profile.email,
      role,
      status,
      joinedAt: created_at,
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
  const [invitations, mails] = await Promise.all([
    supabase
      .from("invitations")
      .select("id, email, role, expires_at")
      .eq("organization_id", organizationId)
      .is("accepted_at", null)
      .is("revoked_at", null)
      .order("created_at", { ascending: false })
      .throwOnError(),
    supabase
      .from("email_outbox")
      .select("payload, status")
      .eq("organization_id", organizationId)
      .eq("kind", "invitation")
      .order("created_at", { ascending: false })
      .limit(500)
      .throwOnError(),
  ]);
  const mailOf = new Map<unknown, PendingInvitation["mail"]>();
  for (const { payload, status } of mails.data) {
    const id = (payload as { invitationId?: unknown }).invitationId;
    if (!mailOf.has(id)) mailOf.set(id, status);
  }
  return invitations.data.map(({ id, email, role, expires_at }) => ({
    id,
    email,
    role,
    expiresAt: expires_at,
    hasExpired: Date.parse(expires_at) <= Date.now(),
    mail: mailOf.get(id) ?? null,
  }));
}

/** Names of the organizations that have invited the signed-in user's confirmed address. */
export async function namesOfInvitingOrganizations(): Promise<string[]> {
  const supabase = await supabaseServerClient();
  const { data } = await supabase.rpc("my_invitations").throwOnError();
  return data.map(({ organization_name }) => organization_name);
}
