import "server-only";
import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import { paths } from "@/libs/paths";
import { supabaseServerClient } from "@/libs/supabaseServerClient";
import { requireUser, type SignedInUser } from "./session";

export type MemberRole = "admin" | "member";

export interface Organization {
  id: string;
  name: string;
  slug: string;
  /** ISO 4217 */
  currency: string;
  /** BCP 47 */
  locale: string;
  /** IANA */
  timeZone: string;
  plan: "essential" | "growth" | "enterprise";
}

export interface Membership {
  role: MemberRole;
  alertEmails: boolean;
  organization: Organization;
}

export interface Member extends Membership {
  user: SignedInUser;
  /** Empty when they gave none. */
  fullName: string;
}

/** Which organization is shown. Only a wish: it counts when the signed-in user is an active member there. */
export const organizationCookie = "aestrak-organization";

/** What AESTrak keeps about the signed-in user; null until they belong to an organization for the first time. */
export const ownProfile = cache(async () => {
  const user = await requireUser();
  const supabase = await supabaseServerClient();
  const { data } = await supabase
    .from("user_profiles")
    .select("full_name, phone, must_change_password")
    .eq("user_id", user.id)
    .maybeSingle()
    .throwOnError();
  return (
    data && { fullName: data.full_name, phone: data.phone, mustChangePassword: data.must_change_password }
  );
});

/** The organizations in which the signed-in user is active, by name. */
export const memberships = cache(async (): Promise<Membership[]> => {
  const user = await requireUser();
  const supabase = await supabaseServerClient();
  const { data } = await supabase
    .from("organization_members")
    .select(
      "role, alert_emails, organizations!inner(id, name, slug, currency, locale, time_zone, subscriptions(plan))",
    )
    .eq("user_id", user.id)
    .eq("status", "active")
    .throwOnError();
  return data
    .map(({ role, alert_emails, organizations: o }) => ({
      role,
      alertEmails: alert_emails,
      organization: {
        id: o.id,
        name: o.name,
        slug: o.slug,
        currency: o.currency,
        locale: o.locale,
        timeZone: o.time_zone,
        plan: o.subscriptions?.plan ?? ("essential" as const),
      },
    }))
    .sort((a, b) => a.organization.name.localeCompare(b.organization.name));
});

/**
 * The signed-in user in the active organization. Null when they belong to none, or must choose a password of their
 * own first (after a one-time password or a mailed link).
 */
export const currentMember = cache(async (): Promise<Member | null> => {
  const user = await requireUser();
  const [all, profile] = await Promise.all([memberships(), ownProfile()]);
  if (profile?.mustChangePassword) return null;
  const wished = (await cookies()).get(organizationCookie)?.value;
  const active = all.find(({ organization }) => organization.id === wished) ?? all[0];
  return active ? { ...active, user, fullName: profile?.fullName ?? "" } : null;
});

/** The signed-in user in the active organization; sends others to log in, to a new password or to set one up. */
export async function requireMember(): Promise<Member> {
  const member = await currentMember();
  if (member) return member;
  const profile = await ownProfile();
  redirect(profile?.mustChangePassword ? paths.newPassword : paths.newOrganization);
}
