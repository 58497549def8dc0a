import { z } from "zod";
import type { Database } from "@/types/database";

type Enums = Database["public"]["Enums"];
export type ImportType = Enums["import_type"];
export type ImportStatus = Enums["import_status"];
export type ImportPhase = Enums["import_phase"];
export type ImportMode = Enums["import_mode"];
export type RepeatPolicy = Enums["repeat_policy"];

export const importIdSchema = z.uuid("This address names no import.");

/** What the buttons of an import send: only which import. */
export const importActionSchema = z.object({ importId: importIdSchema });

export const importOptionsSchema = z.object({
  importId: importIdSchema,
  mode: z.enum(["incremental", "snapshot"]),
  repeatPolicy: z.enum(["fault", "parts", "corrections"]),
});

/** The lists below an import, of which the page shows one at a time. */
export const importViews = ["orders", "changes", "errors", "orphans", "columns"] as const;
export type ImportView = (typeof importViews)[number];

export const importViewSchema = z.enum(importViews).catch("orders");

const level = z.enum(["on_track", "warning", "critical", "over_budget"]);
/** Money as the worker writes it into JSON: a decimal string. */
const amount = z.union([z.string(), z.number()]).transform(String);
const optionalAmount = amount.nullable().catch(null);

/**
 * What inspection and comparison wrote about a file into `import_jobs.metadata`. It grows while the worker goes on,
 * so every part may be missing; a missing list is empty.
 */
export const importMetadataSchema = z.object({
  sheet: z.string().nullable().catch(null),
  headers: z.array(z.string()).catch([]),
  mapping: z
    .array(
      z.object({
        header: z.string(),
        field: z.string().nullable(),
        confidence: z.enum(["remembered", "exact", "synonym", "similar"]).nullable().catch(null),
      }),
    )
    .catch([]),
  unknown_statuses: z.array(z.string()).catch([]),
  remarks: z.array(z.object({ tone: z.enum(["info", "warning"]).catch("info"), text: z.string() })).catch([]),
  conflicts: z
    .array(
      z.object({
        purchase_order_no: z.string(),
        qs_number: z.string().nullable().catch(null),
        rows: z.array(z.number()).catch([]),
        values: z.array(amount).catch([]),
      }),
    )
    .catch([]),
  orphans: z
    .array(z.object({ purchase_order_no: z.string(), count: z.coerce.number(), total: amount }))
    .catch([]),
  alerts: z
    .array(
      z.object({
        purchase_order_no: z.string(),
        step: z.enum(["open", "escalate", "deescalate", "resolve"]),
        level_before: level.nullable().catch(null),
        level_after: level.nullable().catch(null),
        spent_after: optionalAmount,
        order_value_after: optionalAmount,
      }),
    )
    .catch([]),
  withdrawn: z.object({ count: z.coerce.number(), total: amount }).nullable().catch(null),
});
export type ImportMetadata = z.output<typeof importMetadataSchema>;

/** The part of an import that changes while the worker is at it; what the page asks for every second. */
export const importStateSchema = z.object({
  status: z.enum([
    "pending",
    "processing",
    "awaiting_confirmation",
    "succeeded",
    "failed",
    "canceled",
    "undone",
  ]),
  phase: z.enum(["queued", "inspecting", "staging", "comparing", "ready", "applying", "done"]),
  /** Share of the present phase, 0 to 1. */
  progress: z.number(),
  /** Rows of the file, as soon as they are known. */
  rowCount: z.number().nullable(),
  failureReason: z.string().nullable(),
});
export type ImportState = z.infer<typeof importStateSchema>;

/** Whether the worker has something to do, so that the state will change by itself. */
export function isUnderway(status: ImportStatus): boolean {
  return status === "pending" || status === "processing";
}
