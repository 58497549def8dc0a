import "server-only";
import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import { environment } from "@/libs/environment";
import { paths } from "@/libs/paths";
import { supabaseServerClient } from "@/libs/supabaseServerClient";
import type { UtilizationThresholds } from "@/libs/utilization";
import { requireUser, type SignedInUser } from "./session";
import { ownCookie } from "./session-cookie";

export type MemberRole = "admin" | "member";

export interface Organization {
  id: string;
  name: string;
  slug: string;
  /** ISO 4217 */
  currency: string;
  /** BCP 47. Of a Member: by which this person sees numbers and dates, which may be a choice of their own. */
  locale: string;
  /** IANA; decides which day it is, for everybody alike. */
  timeZone: string;
  plan: "essential" | "growth" | "enterprise";
  /** Percent of the authorised value at which the levels begin. */
  thresholds: UtilizationThresholds;
}

/** Which mail of an organization a member receives. */
interface MailWishes {
  alerts: boolean;
  /** The lowest level that alert mail names, while it is wanted. */
  alertsFrom: "warning" | "critical" | "over_budget";
  /** About imports that failed; for admins. */
  importFailed: boolean;
}

export interface Membership {
  role: MemberRole;
  mail: MailWishes;
  organization: Organization;
}

interface Standing {
  profile: {
    fullName: string;
    phone: string;
    /** IANA; null: as the organization. */
    timeZone: string | null;
    /** BCP 47; null: as the organization. */
    locale: string | null;
    mustChangePassword: boolean;
  } | null;
  /** By the organization's name. */
  memberships: Membership[];
}

export interface Member extends Membership {
  user: SignedInUser;
  /** Empty when they gave none. */
  fullName: string;
  /** IANA; in which this person sees times: their own choice, or the organization's, which decides what day it is. */
  timeZone: string;
}

/** Which organization is shown. Only a wish: it counts when the signed-in user is an active member there. */
export const organizationCookie = () =>
  ownCookie("organization", environment().AESTRAK_SITE_URL.startsWith("https:"));

/**
 * What AESTrak knows of a user and where they are active: all of it in one question, as each costs every page
 * milliseconds. Without a profile, nobody is a member of anything.
 */
const standingOf = cache(async (userId: string): Promise<Standing> => {
  const supabase = await supabaseServerClient();
  const { data } = await supabase
    .from("user_profiles")
    .select(
      `full_name, phone, time_zone, locale, must_change_password,
       organization_members(role, alert_emails, alert_mail_from, import_failed_emails,
         organizations!inner(id, name, slug, currency, locale, time_zone, subscriptions(plan),
           alert_settings(warning_percent, critical_percent, over_budget_percent)))`,
    )
    .eq("user_id", userId)
    .eq("organization_members.status", "active")
    .maybeSingle()
    .throwOnError();
  if (!data) return { profile: null, memberships: [] };
  const profile = {
    fullName: data.full_name,
    phone: data.phone,
    timeZone: data.time_zone,
    locale: data.locale,
    mustChangePassword: data.must_change_password,
  };
  const memberships = data.organization_members
    .map(({ role, alert_emails, alert_mail_from: from, import_failed_emails, organizations: o }) => ({
      role,
      mail: {
        alerts: alert_emails,
        alertsFrom: from === "on_track" ? ("warning" as const) : from,
        importFailed: import_failed_emails,
      },
      organization: {
        id: o.id,
        name: o.name,
        slug: o.slug,
        currency: o.currency,
        locale: o.locale,
        timeZone: o.time_zone,
        plan: o.subscriptions?.plan ?? ("essential" as const),
        thresholds: thresholdsOf(o.alert_settings),
      },
    }))
    .sort((a, b) => a.organization.name.localeCompare(b.organization.name));
  return { profile, memberships };
});

function thresholdsOf(
  settings: { warning_percent: number; critical_percent: number; over_budget_percent: number } | null,
): UtilizationThresholds {
  if (!settings) throw new Error("An organization has no alert settings.");
  return {
    warning: settings.warning_percent,
    critical: settings.critical_percent,
    overBudget: settings.over_budget_percent,
  };
}

/** What AESTrak keeps about the signed-in user; null until they belong to an organization for the first time. */
export const ownProfile = async () => (await standingOf((await requireUser()).id)).profile;

/** Whether somebody has to choose a password of their own before anything opens to them. */
export const owesNewPassword = async (user: SignedInUser): Promise<boolean> =>
  (await standingOf(user.id)).profile?.mustChangePassword ?? false;

/** The organizations in which the signed-in user is active, by name. */
export const memberships = async (): Promise<Membership[]> =>
  (await standingOf((await requireUser()).id)).memberships;

/**
 * A signed-in user in the active organization. Null when they belong to none, or must choose a password of their
 * own first (after a one-time password or a mailed link).
 */
export const memberFor = cache(async (user: SignedInUser): Promise<Member | null> => {
  const { profile, memberships: all } = await standingOf(user.id);
  if (profile?.mustChangePassword) return null;
  const wished = (await cookies()).get(organizationCookie().name)?.value;
  const active = all.find(({ organization }) => organization.id === wished) ?? all[0];
  if (!active) return null;
  const { organization } = active;
  return {
    ...active,
    organization: { ...organization, locale: profile?.locale ?? organization.locale },
    user,
    fullName: profile?.fullName ?? "",
    timeZone: profile?.timeZone ?? organization.timeZone,
  };
});

/** The signed-in user in the active organization; sends others to log in, to a new password or to set one up. */
export async function requireMember(): Promise<Member> {
  const user = await requireUser();
  const member = await memberFor(user);
  if (member) return member;
  redirect((await owesNewPassword(user)) ? paths.newPassword : paths.newOrganization);
}
