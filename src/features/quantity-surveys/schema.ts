import { z } from "zod";
import type { QuantitySurveyStage } from "@/libs/lifecycle";
import { parameter, rowId, type SearchParams, words } from "@/libs/query-parameters";

/** The stages in the order in which a quantity survey passes them. */
export const surveyStages = [
  "created",
  "transferred",
  "accepted",
  "invoiced",
  "posted",
] as const satisfies readonly QuantitySurveyStage[];

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
export function decodeSurveyCursor(text: string): SurveyCursor | null {
  const [date, id, ...rest] = text.split(".");
  const parsed = z.tuple([cursorSchema, rowId]).safeParse([date, id]);
  if (!parsed.success || rest.length > 0) return null;
  return { date: parsed.data[0] === "undated" ? null : parsed.data[0], id: parsed.data[1] };
}
