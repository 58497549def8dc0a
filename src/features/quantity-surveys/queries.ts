import "server-only";
import { z } from "zod";
import {
  decodeSurveyCursor,
  encodeSurveyCursor,
  type SurveyFilters,
  surveyStages,
} from "@/features/quantity-surveys/schema";
import { uninvoicedLimitInDays } from "@/features/quantity-surveys/lib/survey-stage";
import { addDays } from "@/libs/calendar-date";
import { keysetPage, type KeysetPage, pageKeyOf } from "@/libs/keyset-page";
import { supabaseServerClient } from "@/libs/supabaseServerClient";

const rowSchema = z.object({
  id: z.coerce.string(),
  purchase_order_id: z.coerce.string().nullable(),
  purchase_order_no: z.string(),
  qs_number: z.string(),
  part_no: z.coerce.number(),
  short_text: z.string().nullable(),
  stage: z.enum(surveyStages),
  total: z.string(),
  created_date: z.string().nullable(),
  transferred_date: z.string().nullable(),
  accepted_date: z.string().nullable(),
  invoice_number: z.string().nullable(),
  invoice_date: z.string().nullable(),
  accounting_document: z.string().nullable(),
  withdrawn_at: z.string().nullable(),
  source_row: z.coerce.number(),
  import_job_id: z.string(),
  file_name: z.string().nullable(),
});

/** A row of the quantity survey list; `total` is a decimal string, dates are ISO days. */
export type SurveyRow = z.output<typeof rowSchema>;

/** The filters as the SQL functions take them. `today` is the organization's present day. */
function databaseFilters(filters: SurveyFilters, today: string): Record<string, string | undefined> {
  return {
    q: filters.q,
    stage: filters.stage,
    accepted_until: filters.waiting && addDays(today, -uninvoicedLimitInDays),
    purchase_order_id: filters.order,
    purchase_order_no: filters.po,
    orphans: filters.orphans,
    withdrawn: filters.withdrawn,
    from: filters.from,
    to: filters.to,
    import: filters.import,
  };
}

export type SurveyQuestion = { organizationId: string; filters: SurveyFilters; today: string };

/**
 * One page of quantity surveys, newest first. `after` and `before` are cursors as they came in the address; an
 * unreadable one means the first page. `size` is at most 500.
 */
export async function searchSurveys(
  { organizationId, filters, today }: SurveyQuestion,
  { after, before, size = 50 }: { after?: unknown; before?: unknown; size?: number },
): Promise<KeysetPage<SurveyRow>> {
  const supabase = await supabaseServerClient();
  return keysetPage(pageKeyOf({ after, before }, decodeSurveyCursor), {
    size,
    async read({ from, backwards }, limit) {
      const { data } = await supabase
        .rpc("search_quantity_surveys", {
          for_organization: organizationId,
          filters: databaseFilters(filters, today),
          ...(from?.date ? { key_date: from.date } : {}),
          ...(from ? { key_id: Number(from.id) } : {}),
          backwards,
          row_limit: limit,
        })
        .throwOnError();
      return z.array(rowSchema).parse(data);
    },
    keyOf: (row) => encodeSurveyCursor({ date: row.created_date, id: row.id }),
  });
}

const totalsSchema = z.object({
  row_count: z.coerce.number(),
  counted_count: z.coerce.number(),
  counted_total: z.string(),
  orphan_count: z.coerce.number(),
  orphan_total: z.string(),
  withdrawn_count: z.coerce.number(),
  withdrawn_total: z.string(),
  is_complete: z.boolean(),
});

/** Sums as decimal strings. When `is_complete` is false, more rows match than are added up for a page. */
type SurveyTotals = z.output<typeof totalsSchema>;

/** How many quantity surveys the filters find, and their sums, those that count in no total apart. */
export async function surveyTotals({
  organizationId,
  filters,
  today,
}: SurveyQuestion): Promise<SurveyTotals> {
  const supabase = await supabaseServerClient();
  const { data } = await supabase
    .rpc("quantity_survey_totals", {
      for_organization: organizationId,
      filters: databaseFilters(filters, today),
    })
    .throwOnError();
  return z.tuple([totalsSchema]).parse(data)[0];
}

const originSchema = z.object({
  id: z.string(),
  finished_at: z.string().nullable(),
  import_files: z.object({ file_name: z.string() }),
  confirmed: z.object({ full_name: z.string(), email: z.string() }).nullable(),
  created: z.object({ full_name: z.string(), email: z.string() }).nullable(),
});

/** The import that wrote a row: its file, when it was applied (ISO instant), and who confirmed it. */
export type ImportOrigin = { id: string; fileName: string; importedAt: string | null; person: string | null };

/** The origin of rows by the import's id. Throws when the import is not the organization's. */
export async function importOrigin(organizationId: string, importJobId: string): Promise<ImportOrigin> {
  const supabase = await supabaseServerClient();
  const { data } = await supabase
    .from("import_jobs")
    .select(
      "id, finished_at, import_files!inner(file_name), confirmed:user_profiles!import_jobs_confirmed_by_fkey(full_name, email), created:user_profiles!import_jobs_created_by_fkey(full_name, email)",
    )
    .eq("organization_id", organizationId)
    .eq("id", importJobId)
    .single()
    .throwOnError();
  const { id, finished_at, import_files, confirmed, created } = originSchema.parse(data);
  const person = confirmed ?? created;
  return {
    id,
    fileName: import_files.file_name,
    importedAt: finished_at,
    person: person && (person.full_name || person.email),
  };
}
