import "server-only";
import { z } from "zod";

const roles = ["admin", "member"] as const;
export type MemberRole = (typeof roles)[number];

const organization = z.object({
  id: z.string(),
  name: z.string(),
  slug: z.string(),
  /** ISO 4217 */
  currency: z.string(),
  /** BCP 47. Of a Member: by which this person sees numbers and dates, which may be a choice of their own. */
  locale: z.string(),
  /** IANA; decides which day it is, for everybody alike. */
  timeZone: z.string(),
  plan: z.enum(["essential", "growth", "enterprise"]),
  /** Percent of the authorised value at which the levels begin. */
  thresholds: z.object({ warning: z.number(), critical: z.number(), overBudget: z.number() }),
});
export type Organization = z.output<typeof organization>;

const membership = z.object({
  role: z.enum(roles),
  /** Which mail of the organization this member receives. */
  mail: z.object({
    alerts: z.boolean(),
    /** The lowest level that alert mail names, while it is wanted. */
    alertsFrom: z.enum(["warning", "critical", "over_budget"]),
    /** About imports that failed; for admins. */
    importFailed: z.boolean(),
  }),
  /** Alerts of the organization that nobody has dealt with yet. */
  openAlerts: z.number(),
  organization,
});
export type Membership = z.output<typeof membership>;

/** What AESTrak knows of a person, and where they are active; as `private.standing_of` tells it. */
export const standingSchema = z.object({
  profile: z.object({
    fullName: z.string(),
    phone: z.string(),
    /** IANA; null: as the organization. */
    timeZone: z.string().nullable(),
    /** BCP 47; null: as the organization. */
    locale: z.string().nullable(),
  }),
  memberships: z.array(membership),
});
export type Standing = z.output<typeof standingSchema>;
