import "server-only";
import { z } from "zod";
import { supabaseServerClient } from "@/libs/supabaseServerClient";

const level = z.enum(["on_track", "warning", "critical", "over_budget"]).nullable();
const status = z.enum(["open", "acknowledged", "snoozed", "resolved"]).nullable();

const effectSchema = z.object({
  type: z.enum(["purchase_orders", "quantity_surveys"]),
  removed: z.number(),
  restored: z.number(),
  unlinked: z.number(),
  money_before: z.string(),
  money_after: z.string(),
  order_count: z.number(),
  orders: z.array(
    z.object({
      purchase_order_no: z.string(),
      purchase_order_id: z.number(),
      is_removed: z.boolean(),
      order_value_before: z.string(),
      order_value_after: z.string().nullable(),
      spent_before: z.string(),
      spent_after: z.string(),
      level_before: level,
      level_after: level,
    }),
  ),
  alerts_removed: z.number(),
  alerts_restored: z.number(),
  alerts_acted_on: z.number(),
  alerts: z.array(
    z.object({
      alert_id: z.number(),
      purchase_order_no: z.string(),
      step: z.enum(["remove", "restore"]),
      level_before: level,
      status_before: status,
      level_after: level,
      status_after: status,
      acted_since: z.boolean(),
    }),
  ),
  later_imports: z.number(),
  /** What is undone, and nothing that came later. */
  data_version: z.number(),
  refusal: z.null(),
});

const refusedSchema = z.object({
  refusal: z.object({ sentence: z.string(), import_id: z.string().optional() }),
});

/** What undoing an import would do; money as decimal strings, at most 100 purchase orders and alerts. */
export type UndoEffect = z.output<typeof effectSchema>;

/** Why an import can't be undone; with the later import to undo first, where that is why. */
export type UndoRefusal = z.output<typeof refusedSchema>["refusal"];

/** Reckons what undoing an import would do, without doing it. The caller has found the import in its organization. */
export async function undoPreview(importId: string): Promise<UndoEffect | { refusal: UndoRefusal }> {
  const supabase = await supabaseServerClient();
  const { data } = await supabase.rpc("undo_preview", { import_id: importId }).throwOnError();
  return z.union([effectSchema, refusedSchema]).parse(data);
}
