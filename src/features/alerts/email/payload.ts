import { z } from "zod";
import { alertFacts } from "@/libs/alert-facts";
import { Constants } from "@/types/database";

/** What an outbox row holds for each kind of mail: figures as they stood at the commit, money as decimal text. */

const level = z.enum(["warning", "critical", "over_budget"]);
const money = z.string();

const alert = z.object({
  id: z.string(),
  purchaseOrderNo: z.string(),
  shortText: z.string().nullable(),
  vendor: z.string().nullable(),
  level,
  /** Null: the purchase order had no open alert before. */
  levelBefore: level.nullable(),
  orderValue: money,
  totalSpent: money,
  /** Two decimals, as in "103.42"; null when nothing is authorised. */
  utilizationPercent: z.string().nullable(),
  /** Why it moved. */
  cause: z.enum(Constants.public.Enums.alert_cause),
  facts: alertFacts,
});

export const importAlertsPayload = z.object({
  organization: z.object({ name: z.string(), currency: z.string(), locale: z.string() }),
  importJobId: z.string(),
  fileName: z.string().nullable(),
  /** How many alerts moved, at each level, those at exactly 100 % apart; `alerts` holds the worst of them. */
  counts: z.object({
    over_budget: z.number(),
    fully_used: z.number().default(0),
    critical: z.number(),
    warning: z.number(),
  }),
  alerts: z.array(alert),
  /** The ids of those that a mail told of before, whose import was then undone, and that hold again; all of them. */
  again: z.array(z.string()),
});

export const importUndonePayload = z.object({
  organizationName: z.string(),
  importJobId: z.string(),
  fileName: z.string().nullable(),
  /** How many alerts no longer hold; `crossings` holds the worst of them. */
  count: z.number(),
  crossings: z.array(
    z.object({
      purchaseOrderNo: z.string(),
      /** Null also where the order itself is gone. */
      shortText: z.string().nullable(),
      vendor: z.string().nullable(),
      level,
      levelNow: level.nullable(),
      alertId: z.string().nullable(),
    }),
  ),
});

export const importFailedPayload = z.object({
  organizationName: z.string(),
  importJobId: z.string(),
  fileName: z.string().nullable(),
  reason: z.string(),
});

export const mailFailedPayload = z.object({
  organizationName: z.string(),
  emailId: z.string(),
  kind: z.string(),
  recipient: z.string(),
  outcome: z.enum(["failed", "uncertain"]),
  reason: z.string(),
});

export type MailedAlert = z.infer<typeof alert>;
export type ImportAlertsPayload = z.infer<typeof importAlertsPayload>;
export type ImportUndonePayload = z.infer<typeof importUndonePayload>;
export type ImportFailedPayload = z.infer<typeof importFailedPayload>;
export type MailFailedPayload = z.infer<typeof mailFailedPayload>;
