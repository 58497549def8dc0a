import { z } from "zod";
import type { AlertFacts } from "@/libs/alert-cause";

const both = <Value extends z.ZodType>(value: Value) => z.object({ before: value, after: value }).optional();
const percents = z.object({ warning: z.number(), critical: z.number(), over_budget: z.number() });

/** The facts of an alert's step, as the database keeps them. */
export const alertFacts = z.object({
  order_value: both(z.string()),
  spent: both(z.string()),
  lifecycle: both(z.enum(["open", "completed", "canceled"])),
  withdrawn: z.object({ count: z.number(), total: z.string() }).optional(),
  thresholds: both(percents),
  promised: z.string().optional(),
  until: z.string().optional(),
  acts_kept: z.boolean().optional(),
}) satisfies z.ZodType<AlertFacts>;
