import { z } from "zod";

const level = z.enum(["on_track", "warning", "critical", "over_budget"]);
/** A decimal string, such as "1234.50". */
const money = z.string().regex(/^-?\d+\.\d{2}$/);
const day = z.iso.date();

const band = z.object({ level, count: z.number(), authorised: money, spent: money });

const urgentOrder = z.object({
  alert_id: z.string(),
  purchase_order_id: z.string(),
  purchase_order_no: z.string(),
  text: z.string().nullable(),
  level,
  percent: z.string().nullable(),
  /** Spent less authorised; negative while something is left. */
  overrun: money,
});

const stage = z.object({
  stage: z.enum(["created", "transferred", "accepted", "invoiced"]),
  count: z.number(),
  total: money,
  oldest_days: z.number().nullable(),
  /** Thirty days each: 0 is under 30, 3 is 90 and more, null has no date. */
  bands: z.array(z.object({ band: z.number().nullable(), count: z.number(), total: money })),
});

const worstOrder = z.object({
  id: z.string(),
  purchase_order_no: z.string(),
  text: z.string().nullable(),
  level,
  order_value: money,
  remaining_budget: money,
  percent: z.string().nullable(),
});

const recentSurvey = z.object({
  id: z.string(),
  qs_number: z.string(),
  purchase_order_no: z.string(),
  /** Null while AESTrak does not know the order. */
  purchase_order_id: z.string().nullable(),
  text: z.string().nullable(),
  total: money,
  created_date: day.nullable(),
  stage: z.enum(["created", "transferred", "accepted", "invoiced", "posted"]),
});

const billingWeek = z.object({ first_day: day, last_day: day, total: money, surveys: z.number() });

/** What the database function dashboard_summary answers. */
export const dashboardSummarySchema = z.object({
  today: day,
  orders: z.object({
    count: z.number(),
    active: z.number(),
    /** Open and completed lines. */
    authorised: money,
    canceled: z.number(),
    canceled_value: money,
    spent: money,
    surveys: z.number(),
    without_surveys: z.number(),
    without_surveys_authorised: money,
    at_risk: z.number(),
    at_risk_authorised: money,
    overrun: money,
    bands: z.array(band),
  }),
  week_ago: z
    .object({
      active: z.number(),
      at_risk: z.number().nullable(),
      authorised_change: money,
      spent_change: money.nullable(),
    })
    .nullable(),
  billing: z.object({
    latest_day: day.nullable(),
    first_day: day.nullable(),
    last_7_days: money,
    last_30_days: money,
    daily_rate: money,
    daily_rate_week_ago: money.nullable(),
    weeks: z.array(billingWeek),
  }),
  stages: z.array(stage),
  attention: z.object({
    over_budget: z.number(),
    critical: z.number(),
    warning: z.number(),
    /** What waits for somebody; `only`: its id, when it is one. */
    imports: z.object({
      to_answer: z.number(),
      to_confirm: z.number(),
      failed: z.number(),
      only: z.string().nullable(),
    }),
    /** Over budget or critical, those whose order is completed or canceled. */
    closed: z.number(),
    worst: z.array(urgentOrder),
  }),
  orphans: z.object({ count: z.number(), total: money }),
  /** Open purchase orders by level, and within it by money over the order value. */
  worst_orders: z.array(worstOrder),
  /** The quantity surveys with the latest creation dates, newest first. */
  recent_surveys: z.array(recentSurvey),
  imported: z.object({ purchase_orders: z.string().nullable(), quantity_surveys: z.string().nullable() }),
});

export type DashboardSummary = z.output<typeof dashboardSummarySchema>;
export type RiskBand = z.output<typeof band>;
export type StageAge = z.output<typeof stage>;
export type WorstOrder = z.output<typeof worstOrder>;
export type RecentSurvey = z.output<typeof recentSurvey>;
export type BillingWeek = z.output<typeof billingWeek>;
