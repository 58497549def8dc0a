import { z } from "zod";
import type { QuantitySurveyStage } from "@/libs/lifecycle";

/** The stages in the order in which a quantity survey passes them. */
export const surveyStages = [
  "created",
  "transferred",
  "accepted",
  "invoiced",
  "posted",
] as const satisfies readonly QuantitySurveyStage[];

/** Accepted for this many days without an invoice is money that nobody asked for. */
export const uninvoicedLimitInDays = 30;

/** Query parameters as Next hands them over. */
export type SearchParams = Readonly<Record<string, string | string[] | undefined>>;

const firstOf = (value: unknown) => (Array.isArray(value) ? value[0] : value);
/** One query parameter. An address can be typed by hand: what can't be read is dropped, never an error page. */
export const parameter = <T extends z.ZodType>(schema: T) =>
  z.preprocess(firstOf, schema.optional()).catch(undefined);
/** What is typed into a search, or chosen from values of the export. */
export const words = z.string().trim().min(1).max(200);

/** A row id of the database, as text. */
export const rowId = z.string().regex(/^[1-9]\d{0,17}$/);

const addressSchema = z.object({
  q: parameter(words),
  stage: parameter(z.enum(surveyStages)),
  waiting: parameter(z.literal("uninvoiced")),
  po: parameter(words),
  order: parameter(rowId),
  orphans: parameter(z.enum(["only", "without"])),
  withdrawn: parameter(z.enum(["only", "without"])),
  from: parameter(z.iso.date()),
  to: parameter(z.iso.date()),
  import: parameter(z.uuid()),
});

/** The filters of the quantity survey list, named as in its address. */
export type SurveyFilters = Partial<z.output<typeof addressSchema>>;

/** Reads the filters from an address; what can't be read is left out. */
export function surveyFiltersFrom(params: SearchParams): SurveyFilters {
  return addressSchema.parse(params);
}

const cursorSchema = z.union([z.iso.date(), z.literal("undated")]);

/** Where a page of the list ends or begins: the survey's date of creation and its id. */
export type SurveyCursor = { date: string | null; id: string };

export function encodeSurveyCursor({ date, id }: SurveyCursor): string {
  return `${date ?? "undated"}.${id}`;
}

/** Null for anything that encodeSurveyCursor does not write; the list then starts at its beginning. */
export function decodeSurveyCursor(text: unknown): SurveyCursor | null {
  if (typeof text !== "string") return null;
  const [date, id, ...rest] = text.split(".");
  const parsed = z.tuple([cursorSchema, rowId]).safeParse([date, id]);
  if (!parsed.success || rest.length > 0) return null;
  return { date: parsed.data[0] === "undated" ? null : parsed.data[0], id: parsed.data[1] };
}

/** One page of a list that is paged by key; `previous` and `next` are the keys of the neighbouring pages. */
export type KeysetPage<Row> = { rows: Row[]; previous: string | null; next: string | null };

/**
 * Makes a page of rows in list order that were asked for with one more than `size`: the extra row, which tells that
 * there is another page, stands at the far end of the direction. `from` is how the page was reached.
 */
export function keysetPage<Row>(
  found: readonly Row[],
  { size, from, keyOf }: { size: number; from: "start" | "after" | "before"; keyOf: (row: Row) => string },
): KeysetPage<Row> {
  const more = found.length > size;
  const rows = from === "before" ? found.slice(more ? 1 : 0) : found.slice(0, size);
  const first = rows[0];
  const last = rows.at(-1);
  return {
    rows: [...rows],
    previous: first && (from === "before" ? more : from === "after") ? keyOf(first) : null,
    next: last && (from === "before" || more) ? keyOf(last) : null,
  };
}
