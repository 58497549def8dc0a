import { columnsOf, type ImportKind } from "@/features/imports/lib/columns";
import type { Database } from "@/types/database";

export type ImportType = Database["public"]["Enums"]["import_type"];

export const kindOf: Record<ImportType, ImportKind> = {
  purchase_orders: "purchase-orders",
  quantity_surveys: "quantity-surveys",
};

export const typeOf: Record<ImportKind, ImportType> = {
  "purchase-orders": "purchase_orders",
  "quantity-surveys": "quantity_surveys",
};

/** How messages call an export of this type. */
export const wordsFor: Record<ImportType, string> = {
  purchase_orders: "purchase orders",
  quantity_surveys: "quantity surveys",
};

/** The columns of a staging table in the order in which rows are copied into it. */
export function stagedColumns(type: ImportType): string[] {
  return [
    "row_number",
    ...columnsOf[kindOf[type]].map(({ field }) => field),
    "attributes",
    "content_hash",
    "may_repeat",
  ];
}

/** The columns that a staged row and the table it is merged into have in common. */
export function mergedColumns(type: ImportType): string[] {
  return [...columnsOf[kindOf[type]].map(({ field }) => field), "attributes", "content_hash"];
}

/** The names of an import's own tables, with their schema. */
export function stagingTables(importId: string): { rows: string; differences: string } {
  const suffix = importId.replaceAll("-", "");
  return { rows: `staging.rows_${suffix}`, differences: `staging.differences_${suffix}` };
}

/**
 * The names of the tables that one run of an import reads its file into, with their schema: the rows, and the keys of
 * those that could not be read.
 */
export function readingTables(importId: string, tag: string): { rows: string; refused: string } {
  const suffix = `${importId.replaceAll("-", "")}_${tag}`;
  return { rows: `staging.reading_${suffix}`, refused: `staging.refused_${suffix}` };
}

/** The columns that tell rows of a file apart. */
export const keyColumns: Record<ImportType, string[]> = {
  purchase_orders: ["purchase_order_no"],
  quantity_surveys: ["purchase_order_no", "qs_number"],
};
