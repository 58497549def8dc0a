import type { UtilizationThresholds } from "@/libs/utilization";

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
  /** Alerts of the organization that nobody has dealt with yet. */
  openAlerts: number;
  organization: Organization;
}

/** What AESTrak knows of a person, and where they are active; as `private.standing_of` tells it. */
export interface Standing {
  profile: {
    fullName: string;
    phone: string;
    /** IANA; null: as the organization. */
    timeZone: string | null;
    /** BCP 47; null: as the organization. */
    locale: string | null;
    mustChangePassword: boolean;
  };
  memberships: Membership[];
}
