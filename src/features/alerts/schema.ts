import { z } from "zod";

export const alertStatuses = ["open", "acknowledged", "snoozed", "resolved"] as const;
export type AlertStatus = (typeof alertStatuses)[number];

/** The words shown for a status. */
export const alertStatusLabel: Readonly<Record<AlertStatus, string>> = {
  open: "Open",
  acknowledged: "Acknowledged",
  snoozed: "Snoozed",
  resolved: "Resolved",
};

export const alertLevels = ["over_budget", "critical", "warning"] as const;
export type AlertLevel = (typeof alertLevels)[number];

/** As the database numbers them; text, because the numbers may outgrow a float. */
export const alertIdSchema = z.string().regex(/^[1-9]\d{0,17}$/, "This address names no alert.");

const alertId = alertIdSchema;
const cursor = z.string().regex(/^[0-3]\.\d{1,18}$/);

/** What the address of the list says; anything else in it is ignored. */
export const alertListSchema = z.object({
  status: z.enum(alertStatuses).catch("open"),
  level: z.enum(alertLevels).optional().catch(undefined),
  q: z.string().trim().max(200).optional().catch(undefined),
  after: cursor.optional().catch(undefined),
  before: cursor.optional().catch(undefined),
});
export type AlertListAddress = z.output<typeof alertListSchema>;

const day = z.iso.date("Choose a day from the calendar.");
const text = (problem: string) =>
  z.string().trim().min(1, problem).max(2000, "Use 2,000 characters at most.");

/** The last step of the alert that the page showed; "0": none. */
const seen = z.string().regex(/^\d{1,18}$/, "Reload the page.");
/** Which button was pressed: what the form is for, or its text as a comment alone. */
const as = z.enum(["deed", "comment"]).default("deed");

export const acknowledgeSchema = z.object({
  alertId,
  seen,
  as,
  note: text("Write what is being done about it."),
  raiseExpectedBy: z.union([z.literal("").transform(() => null), day]).default(null),
});
export const snoozeSchema = z.object({ alertId, seen, until: day });
export const resolveSchema = z.object({
  alertId,
  seen,
  as,
  reason: text("Write why, for those who look later."),
});
export const reopenSchema = z.object({ alertId, seen });
export const commentSchema = z.object({ alertId, note: text("Write a comment.") });
