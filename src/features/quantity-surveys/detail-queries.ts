import "server-only";
import { z } from "zod";
import { surveyStages } from "@/features/quantity-surveys/schema";
import { supabaseServerClient } from "@/libs/supabaseServerClient";

const text = z.string().nullable();

const surveySchema = z.object({
  id: z.coerce.string(),
  purchase_order_id: z.coerce.string().nullable(),
  purchase_order_no: z.string(),
  qs_number: z.string(),
  part_no: z.number(),
  short_text: text,
  contractor_contact: text,
  vendor_id: text,
  total: z.string(),
  created_date: text,
  transferred_date: text,
  accepted_date: text,
  invoice_number: text,
  invoice_date: text,
  accounting_document: text,
  stage: z.enum(surveyStages),
  attributes: z.record(z.string(), z.unknown()).nullable(),
  withdrawn_at: text,
  first_import_job_id: z.string(),
  import_job_id: z.string(),
  source_row: z.number(),
});

/** All fields of a quantity survey; `total` is a decimal string. */
export type Survey = z.output<typeof surveySchema>;

/** The survey, or null when the organization has none of that id. `id` is a row id as text. */
export async function surveyById(organizationId: string, id: string): Promise<Survey | null> {
  const supabase = await supabaseServerClient();
  const { data } = await supabase
    .from("quantity_surveys")
    .select(
      "id, purchase_order_id, purchase_order_no, qs_number, part_no, short_text, contractor_contact, vendor_id, total::text, created_date, transferred_date, accepted_date, invoice_number, invoice_date, accounting_document, stage, attributes, withdrawn_at, first_import_job_id, import_job_id, source_row",
    )
    .eq("organization_id", organizationId)
    .eq("id", Number(id))
    .maybeSingle()
    .throwOnError();
  return data && surveySchema.parse(data);
}

const orderSchema = z.object({
  id: z.coerce.string(),
  purchase_order_no: z.string(),
  order_short_text: text,
  status: text,
  order_value: z.string(),
  total_spent: z.string(),
  remaining_budget: z.string(),
  utilization_percent: text,
  level: z.enum(["on_track", "warning", "critical", "over_budget"]),
});

/** What a survey is billed against; money and the percentage are decimal strings. */
export type SurveyOrder = z.output<typeof orderSchema>;

export async function orderOfSurvey(organizationId: string, orderId: string): Promise<SurveyOrder> {
  const supabase = await supabaseServerClient();
  const { data } = await supabase
    .from("purchase_orders")
    .select(
      "id, purchase_order_no, order_short_text, status, order_value::text, total_spent::text, remaining_budget::text, utilization_percent::text, level",
    )
    .eq("organization_id", organizationId)
    .eq("id", Number(orderId))
    .single()
    .throwOnError();
  return orderSchema.parse(data);
}

const changeSchema = z.object({
  happened_at: text,
  action: z.enum(["changed", "withdrawn", "restored", "linked"]),
  import_job_id: z.string(),
  file_name: z.string(),
  actor: text,
  fields: z.array(z.object({ field: z.string(), before: text, after: text })),
});

/** One import's changes to a survey, every value as text. */
export type SurveyChange = z.output<typeof changeSchema>;

/** What imports changed on a survey after the one that brought it, newest first. */
export async function surveyHistory(organizationId: string, id: string): Promise<SurveyChange[]> {
  const supabase = await supabaseServerClient();
  const { data } = await supabase
    .rpc("quantity_survey_history", { for_organization: organizationId, wanted: Number(id) })
    .throwOnError();
  return z.array(changeSchema).parse(data);
}
