import { columnsOf } from "@/features/imports/lib/columns";
import { headerKeys, missingColumnsMessage } from "@/features/imports/lib/header-matching";
import type { ImportType } from "@/features/imports/schema";

const kinds = { purchase_orders: "purchase-orders", quantity_surveys: "quantity-surveys" } as const;

/**
 * A person's choice of fields as it is remembered: by header key, null for a column that is kept as it is.
 * @param fields by column, counted from 0; columns that are not named keep no field
 * @returns a sentence instead, when the choice cannot be imported: a required field is missing, or one is chosen twice
 */
export function chosenColumns(
  type: ImportType | null,
  headers: readonly string[],
  fields: readonly { column: number; field: string | null }[],
): Record<string, string | null> | string {
  if (!type) return "Say first which kind of export this file is.";
  const definitions = columnsOf[kinds[type]];
  const chosen = new Map(fields.map(({ column, field }) => [column, field]));
  const taken = new Map<string, number>();
  const columns: Record<string, string | null> = {};
  for (const [column, key] of headerKeys(headers).entries()) {
    const field = chosen.get(column) ?? null;
    columns[key] = field;
    if (field === null) continue;
    const definition = definitions.find((known) => known.field === field);
    if (!definition) return "One of the chosen fields is not known. Reload the page and try again.";
    if (taken.has(field))
      return `Two columns are taken as “${definition.label}”. Each field can come from one column only.`;
    taken.set(field, column);
  }
  const missing = definitions.filter(({ field, required }) => required !== "no" && !taken.has(field));
  return missingColumnsMessage(missing.map(({ label }) => label)) ?? columns;
}
