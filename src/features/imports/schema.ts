import { z } from "zod";
import type { Database } from "@/types/database";

export { importMetadata, type ImportMetadata } from "./lib/import-metadata";

type Enums = Database["public"]["Enums"];
export type ImportType = Enums["import_type"];
export type ImportStatus = Enums["import_status"];
export type ImportPhase = Enums["import_phase"];
export type ImportMode = Enums["import_mode"];
export type RepeatPolicy = Enums["repeat_policy"];

export const importIdSchema = z.uuid("This address names no import.");

/** What the buttons of an import send: only which import. */
export const importActionSchema = z.object({ importId: importIdSchema });

/** What the worker had handed over when the page was drawn; what a person sends in answer to it names it. */
const previewVersion = z.coerce.number().int().min(0);

export const importOptionsSchema = z.object({
  importId: importIdSchema,
  previewVersion,
  mode: z.enum(["incremental", "snapshot"]),
  repeatPolicy: z.enum(["fault", "parts", "corrections"]),
});

export const importUndoSchema = z.object({
  importId: importIdSchema,
  dataVersion: z.coerce.number().int().min(0),
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
    previewVersion,
    dateOrder: dateOrder.or(blankAsNull).default(null),
    decimal: decimalConvention.or(blankAsNull).default(null),
  })
  .transform(({ importId, previewVersion: version, dateOrder: order, decimal, ...rest }) => ({
    importId,
    previewVersion: version,
    dateOrder: order,
    decimal,
    fields: Object.entries(rest).flatMap(([name, value]) => {
      const column = /^column\.(\d{1,5})$/.exec(name)?.[1];
      return column === undefined || typeof value !== "string"
        ? []
        : [{ column: Number(column), field: value || null }];
    }),
  }));

export const importReadingSchema = z.object({
  importId: importIdSchema,
  previewVersion,
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
/** Of an address that anybody may type: what is no kind filters nothing. */
export const importChangeKindSchema = z.enum(importChangeKinds).nullable().catch(null);

/** The lists below an import, of which the page shows one at a time. */
export const importViews = ["orders", "changes", "errors", "orphans", "columns"] as const;
export type ImportView = (typeof importViews)[number];

export const importViewSchema = z.enum(importViews).catch("orders");

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
