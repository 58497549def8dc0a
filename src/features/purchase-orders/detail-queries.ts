import "server-only";
import { z } from "zod";
import { alertFacts } from "@/libs/alert-facts";
import { supabaseServerClient } from "@/libs/supabaseServerClient";
import { Constants } from "@/types/database";

const text = z.string().nullable();
const level = z.enum(["on_track", "warning", "critical", "over_budget"]);

const orderSchema = z.object({
  id: z.coerce.string(),
  purchase_order_no: z.string(),
  header_no: z.string(),
  line_no: text,
  status: text,
  lifecycle: z.enum(["open", "completed", "canceled"]),
  only_urc: text,
  control_key: text,
  company: text,
  order_short_text: text,
  contract_no: text,
  brief_text: text,
  vendor_id: text,
  vendor_short_term: text,
  pmo: text,
  rfq_no: text,
  offer_number: text,
  cost_center: text,
  functional_location: text,
  location_plant: text,
  mgmt_group_id: text,
  work_coordinator_id: text,
  work_coordinator_name: text,
  order_value: z.string(),
  start_date: text,
  completion_date: text,
  completion_message_date: text,
  commission: text,
  transaction_number: text,
  contractor_contact: text,
  order_type: text,
  attributes: z.record(z.string(), z.unknown()).nullable(),
  total_spent: z.string(),
  quantity_survey_count: z.number(),
  last_billed_date: text,
  remaining_budget: z.string(),
  utilization_percent: text,
  level,
  first_import_job_id: z.string(),
  import_job_id: z.string(),
  source_row: z.number(),
});

/** All fields of a purchase order line; money and the percentage are decimal strings. */
export type Order = z.output<typeof orderSchema>;

/** The line, or null when the organization has none of that id. `id` is a row id as text. */
export async function orderById(organizationId: string, id: string): Promise<Order | null> {
  const supabase = await supabaseServerClient();
  const { data } = await supabase
    .from("purchase_orders")
    .select(
      "id, purchase_order_no, header_no, line_no, status, lifecycle, only_urc, control_key, company, order_short_text, contract_no, brief_text, vendor_id, vendor_short_term, pmo, rfq_no, offer_number, cost_center, functional_location, location_plant, mgmt_group_id, work_coordinator_id, work_coordinator_name, order_value::text, start_date, completion_date, completion_message_date, commission, transaction_number, contractor_contact, order_type, attributes, total_spent::text, quantity_survey_count, last_billed_date, remaining_budget::text, utilization_percent::text, level, first_import_job_id, import_job_id, source_row",
    )
    .eq("organization_id", organizationId)
    .eq("id", Number(id))
    .maybeSingle()
    .throwOnError();
  return data && orderSchema.parse(data);
}

const alertSchema = z.object({
  id: z.coerce.string(),
  level,
  status: z.enum(["open", "acknowledged", "snoozed"]),
});
export type OrderAlert = z.output<typeof alertSchema>;

/** The one alert of the line that is not resolved, or null. */
export async function unresolvedAlert(organizationId: string, orderId: string): Promise<OrderAlert | null> {
  const supabase = await supabaseServerClient();
  const { data } = await supabase
    .from("alerts")
    .select("id, level, status")
    .eq("organization_id", organizationId)
    .eq("purchase_order_id", Number(orderId))
    .neq("status", "resolved")
    .maybeSingle()
    .throwOnError();
  return data && alertSchema.parse(data);
}

const eventSchema = z.object({
  happened_at: text,
  kind: z.enum([
    "first_import",
    "changed",
    "alert_opened",
    "alert_escalated",
    "alert_deescalated",
    "alert_acknowledged",
    "alert_returned",
    "alert_snoozed",
    "alert_resolved",
    "alert_reopened",
    "alert_undone",
    "alert_commented",
  ]),
  import_job_id: text,
  alert_id: z.coerce.string().nullable(),
  actor: text,
  fields: z.array(z.object({ field: z.string(), before: text, after: text })),
  level_before: level.nullable(),
  level_after: level.nullable(),
  order_value: text,
  total_spent: text,
  note: text,
  /** Of a step of an alert: why, and the figures of it. */
  cause: z.enum(Constants.public.Enums.alert_cause).nullable(),
  facts: alertFacts.nullable(),
});

/** A step in the story of a line, every value as text. `note` is the file's name for imports. */
export type OrderEvent = z.output<typeof eventSchema>;

/** The story of the line, newest first: first import, changes by later imports, steps of its alerts. */
export async function orderTimeline(organizationId: string, orderId: string): Promise<OrderEvent[]> {
  const supabase = await supabaseServerClient();
  const { data } = await supabase
    .rpc("purchase_order_timeline", { for_organization: organizationId, wanted: Number(orderId) })
    .throwOnError();
  return z.array(eventSchema).parse(data);
}

const monthSchema = z.object({ month: text, total: z.string(), survey_count: z.coerce.number() });

/** What was billed in a month (its first day; null: surveys without a date), as a decimal string. */
export type BillingMonth = z.output<typeof monthSchema>;

/** The months with billing, oldest first; surveys that don't count are left out. */
export async function billingMonths(organizationId: string, orderId: string): Promise<BillingMonth[]> {
  const supabase = await supabaseServerClient();
  const { data } = await supabase
    .rpc("purchase_order_billing_months", { for_organization: organizationId, wanted: Number(orderId) })
    .throwOnError();
  return z.array(monthSchema).parse(data);
}
