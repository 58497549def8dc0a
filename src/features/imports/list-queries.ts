import "server-only";
import { z } from "zod";
import { keysetPage, type KeysetPage, type PageKey } from "@/libs/keyset-page";
import type { ImportJob } from "@/features/imports/queries";
import type { ImportChangeKind, ImportType } from "@/features/imports/schema";
import { supabaseServerClient } from "@/libs/supabaseServerClient";
import type { UtilizationLevel } from "@/types/domain";

/** Rows of one page of a list. */
export const listSize = 25;

/** A page of rows and how many rows there are in all. */
export type CountedPage<Row> = KeysetPage<Row> & { matching: number };

// The generated types of functions know no nulls, so the rows are declared here.
export type ImportEffect = {
  id: number;
  purchase_order_no: string;
  /** Null until the order is in the database. */
  purchase_order_id: number | null;
  is_new_order: boolean;
  order_value_before: string | null;
  order_value_after: string | null;
  spent_before: string;
  spent_after: string;
  level_before: UtilizationLevel | null;
  level_after: UtilizationLevel | null;
  new_count: number;
  changed_count: number;
  withdrawn_count: number;
  alert_step: "open" | "escalate" | "deescalate" | "resolve" | null;
};

/** What a list of an import is narrowed to: part of a purchase order number, and what happens. */
export type ListFilter = { search: string; kind: ImportChangeKind | null };

/** What an import does per purchase order, the largest movement of money first. */
export async function importEffects(
  organizationId: string,
  importId: string,
  { search, kind }: ListFilter,
  key: PageKey,
): Promise<CountedPage<ImportEffect>> {
  const supabase = await supabaseServerClient();
  return countedPage(key, async ({ from, backwards }, limit) => {
    const { data } = await supabase
      .rpc("import_effects_page", {
        for_organization: organizationId,
        of_import: importId,
        search,
        kind: kind ?? "",
        from_effect: from === null ? undefined : Number(from),
        backwards,
        page_size: limit,
      })
      .throwOnError();
    return data as Counted<ImportEffect>[];
  });
}

export type ImportRowError = {
  id: number;
  row_number: number;
  column_letter: string | null;
  header: string | null;
  value: string | null;
  reason: string;
};

/** What was wrong in a file, in the order of the sheet. */
export async function importRowErrors(
  organizationId: string,
  importId: string,
  key: PageKey,
): Promise<CountedPage<ImportRowError>> {
  const supabase = await supabaseServerClient();
  return countedPage(key, async ({ from, backwards }, limit) => {
    const { data } = await supabase
      .rpc("import_row_errors_page", {
        for_organization: organizationId,
        of_import: importId,
        from_error: from === null ? undefined : Number(from),
        backwards,
        page_size: limit,
      })
      .throwOnError();
    return data;
  });
}

const fieldChanges = z.array(
  z.object({ field: z.string(), before: z.string().nullable(), after: z.string().nullable() }),
);

export type ImportChange = {
  id: number;
  type: ImportType;
  entity_id: number;
  entity_key: string;
  purchase_order_no: string;
  action: "changed" | "withdrawn" | "restored" | "linked";
  fields: z.infer<typeof fieldChanges>;
};

/** What an import changed, or would change when it is confirmed, field by field. */
export async function importChanges(
  organizationId: string,
  { id, status }: Pick<ImportJob, "id" | "status">,
  { search, kind }: ListFilter,
  key: PageKey,
): Promise<CountedPage<ImportChange>> {
  const supabase = await supabaseServerClient();
  return countedPage(key, async ({ from, backwards }, limit) => {
    const { data } = await supabase
      .rpc(status === "awaiting_confirmation" ? "import_planned_changes_page" : "import_changes_page", {
        for_organization: organizationId,
        of_import: id,
        search,
        kind: kind ?? "",
        from_change: from === null ? undefined : Number(from),
        backwards,
        page_size: limit,
      })
      .throwOnError();
    return data.map((row) => ({ ...row, fields: fieldChanges.parse(row.fields) })) as Counted<ImportChange>[];
  });
}

/** A purchase order that is named but unknown; `id` is its number. */
export type ImportOrphan = { id: string; survey_count: number; total: string };

/** Purchase orders that stay unknown with an import, those with the largest amounts first. */
export async function importOrphans(
  organizationId: string,
  importId: string,
  search: string,
  key: PageKey,
): Promise<CountedPage<ImportOrphan>> {
  const supabase = await supabaseServerClient();
  return countedPage(key, async ({ from, backwards }, limit) => {
    const { data } = await supabase
      .rpc("import_orphans_page", {
        for_organization: organizationId,
        of_import: importId,
        search,
        from_order: from ?? undefined,
        backwards,
        page_size: limit,
      })
      .throwOnError();
    return data;
  });
}

export type ImportAlert = {
  id: number;
  alertId: number;
  purchaseOrderNo: string;
  event: "opened" | "escalated" | "deescalated" | "resolved";
  levelBefore: UtilizationLevel | null;
  levelAfter: UtilizationLevel | null;
  orderValue: string | null;
  totalSpent: string | null;
};

/** At most this many alerts are listed with an import; the alert list has them all. */
const listedAlerts = 100;

/** The alerts that an applied import opened or moved: the worst of them, and how many there are in all. */
export async function importAlerts(
  organizationId: string,
  importId: string,
): Promise<{ worst: ImportAlert[]; all: number }> {
  const supabase = await supabaseServerClient();
  const { data, count } = await supabase
    .from("alert_events")
    .select(
      `id, alert_id, event, level_before, level_after, order_value::text, total_spent::text,
       alerts!inner(purchase_order_no)`,
      { count: "exact" },
    )
    .eq("organization_id", organizationId)
    .eq("import_job_id", importId)
    .in("event", ["opened", "escalated", "deescalated", "resolved"])
    .order("level_after", { ascending: false, nullsFirst: false })
    .order("id")
    .limit(listedAlerts)
    .throwOnError();
  const worst = data.map((row) => ({
    id: row.id,
    alertId: row.alert_id,
    purchaseOrderNo: row.alerts.purchase_order_no,
    event: row.event as ImportAlert["event"],
    levelBefore: row.level_before,
    levelAfter: row.level_after,
    orderValue: row.order_value,
    totalSpent: row.total_spent,
  }));
  if (count === null) throw new Error("The alerts of an import came without their number.");
  return { worst, all: count };
}

type Counted<Row> = Row & { matching: number };

async function countedPage<Row extends { id: string | number }>(
  key: PageKey,
  read: (key: PageKey, limit: number) => Promise<Counted<Row>[]>,
): Promise<CountedPage<Row>> {
  const page = await keysetPage(key, { size: listSize, read, keyOf: ({ id }) => String(id) });
  return { ...page, matching: page.rows[0]?.matching ?? 0 };
}
