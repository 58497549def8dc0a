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

const dateOrder = z.enum(["auto", "dmy", "mdy"]);
const decimalConvention = z.enum(["auto", "point", "comma"]);
const blankAsNull = z.literal("").transform(() => null);

/**
 * The mapping form: besides its own fields one "column.N" per column of the sheet (N from 0) with the chosen field,
 * blank for "keep as it is". A convention that is blank or missing stays as it was.
 */
export const importMappingSchema = z
  .looseObject({
    importId: importIdSchema,
    dateOrder: dateOrder.or(blankAsNull).default(null),
    decimal: decimalConvention.or(blankAsNull).default(null),
  })
  .transform(({ importId, dateOrder: order, decimal, ...rest }) => ({
    importId,
    dateOrder: order,
    decimal,
    fields: Object.entries(rest).flatMap(([name, value]) => {
      const column = /^column\.(\d{1,5})$/.exec(name)?.[1];
      return column === undefined || typeof value !== "string"
        ? []
        : [{ column: Number(column), field: value || null }];
    }),
  }));

/** What a person decided about how a file is read, as `import_jobs.reading` keeps it; null where it was left open. */
export const decidedReadingSchema = z.object({
  type: z.enum(["purchase_orders", "quantity_surveys"]).nullable().catch(null),
  sheet: z.string().nullable().catch(null),
  delimiter: z.string().nullable().catch(null),
  encoding: z.string().nullable().catch(null),
});

export type DecidedReading = z.output<typeof decidedReadingSchema>;

export const importReadingSchema = z.object({
  importId: importIdSchema,
  type: z.enum(["purchase_orders", "quantity_surveys"]).or(blankAsNull),
  sheet: z.string().max(255).default(""),
  delimiter: z.enum(["", ",", ";", "\t", "|"]).default(""),
  encoding: z.enum(["", "utf-8", "utf-16le", "utf-16be", "windows-1252"]).default(""),
});

/** What can happen to a purchase order or a row in an import; the filters of the lists. */
export const importChangeKinds = [
  "new",
  "changed",
  "withdrawn",
  "restored",
  "linked",
  "raised",
  "cut",
  "rose",
  "fell",
] as const;
export type ImportChangeKind = (typeof importChangeKinds)[number];
export const importChangeKindSchema = z.enum(importChangeKinds).nullable().catch(null);

/** The lists below an import, of which the page shows one at a time. */
export const importViews = ["orders", "changes", "errors", "orphans", "columns"] as const;
export type ImportView = (typeof importViews)[number];

export const importViewSchema = z.enum(importViews).catch("orders");

const level = z.enum(["on_track", "warning", "critical", "over_budget"]);
/** Money as the worker writes it into JSON: a decimal string. */
const amount = z.union([z.string(), z.number()]).transform(String);
const optionalAmount = amount.nullable().catch(null);

const stage = z.enum(["created", "transferred", "accepted", "invoiced", "posted"]);

/** A text cell and what it is under each reading: an ISO date, a decimal amount, or null where it makes none. */
const example = z.object({
  row: z.number(),
  header: z.string(),
  field: z.string(),
  text: z.string(),
  readings: z.record(z.string(), z.string().nullable()),
});

/** How text cells of one type were read, who decided it, and a cell that shows it. */
function conventionOf<Use extends z.ZodType>(use: Use) {
  return z.object({
    use,
    by: z.enum(["person", "file", "remembered"]).nullable().catch(null),
    example: example.nullable().catch(null),
  });
}

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
        samples: z.array(z.string()).catch([]),
      }),
    )
    .catch([]),
  unknown_statuses: z.array(z.string()).catch([]),
  sheets: z.array(z.string()).catch([]),
  csv: z
    .object({
      delimiter: z.enum([",", ";", "\t", "|"]),
      encoding: z.enum(["utf-8", "utf-16le", "utf-16be", "windows-1252"]),
    })
    .nullable()
    .catch(null),
  conventions: z
    .object({ date_order: conventionOf(dateOrder), decimal: conventionOf(decimalConvention) })
    .nullable()
    .catch(null),
  question: z
    .object({
      missing: z.array(z.string()).catch([]),
      duplicates: z.array(z.object({ field: z.string(), columns: z.array(z.number()) })).catch([]),
      ambiguities: z
        .array(example.extend({ kind: z.enum(["date", "decimal"]), count: z.number() }))
        .catch([]),
    })
    .nullable()
    .catch(null),
  stage_moves: z.array(z.object({ before: stage.nullable(), after: stage, count: z.number() })).catch([]),
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
export type ConventionExample = z.output<typeof example>;

/** The part of an import that changes while the worker is at it; what the page asks for every second. */
export const importStateSchema = z.object({
  status: z.enum([
    "pending",
    "processing",
    "awaiting_mapping",
    "awaiting_confirmation",
    "succeeded",
    "failed",
    "canceled",
    "undone",
  ]),
  phase: z.enum(["queued", "inspecting", "staging", "comparing", "ready", "applying", "undoing", "done"]),
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
