import { columnsOf } from "@/features/imports/lib/columns";
import type { ImportType } from "@/features/imports/schema";

const kinds = { purchase_orders: "purchase-orders", quantity_surveys: "quantity-surveys" } as const;

/** What people call a field: its heading in the portal's export. */
export function fieldLabel(type: ImportType, field: string): string {
  return columnOf(type, field)?.label ?? field.replaceAll("_", " ");
}

export type FieldChoice = { field: string; label: string; isRequired: boolean };

/** The fields that a column of a file can fill, the required ones first. */
export function fieldChoices(type: ImportType): FieldChoice[] {
  return columnsOf[kinds[type]]
    .map(({ field, label, required }) => ({ field, label, isRequired: required !== "no" }))
    .toSorted((left, right) => Number(right.isRequired) - Number(left.isRequired));
}

export type FieldChange = { field: string; before: string | null; after: string | null };
export type ShownChange = {
  label: string;
  type: "text" | "money" | "date";
  before: string | null;
  after: string | null;
};

/**
 * The changes of a row that mean something to people: those of the file's own columns. AESTrak's bookkeeping (which
 * import, which row, links, checksums) is left out, and "attributes", a JSON object, falls apart into its headings.
 */
export function shownChanges(type: ImportType, changes: readonly FieldChange[]): ShownChange[] {
  return changes.flatMap(({ field, before, after }): ShownChange[] => {
    if (field === "attributes") return attributeChanges(before, after);
    const column = columnOf(type, field);
    return column ? [{ label: column.label, type: column.type, before, after }] : [];
  });
}

function attributeChanges(before: string | null, after: string | null): ShownChange[] {
  const old = attributesOf(before);
  const now = attributesOf(after);
  return [...new Set([...old.keys(), ...now.keys()])]
    .map((label) => ({
      label,
      type: "text" as const,
      before: old.get(label) ?? null,
      after: now.get(label) ?? null,
    }))
    .filter((change) => change.before !== change.after);
}

function attributesOf(json: string | null): Map<string, string> {
  const value: unknown = json === null ? {} : JSON.parse(json);
  return new Map(Object.entries(value ?? {}).map(([header, text]) => [header, String(text)]));
}

function columnOf(type: ImportType, field: string) {
  return columnsOf[kinds[type]].find((column) => column.field === field);
}
