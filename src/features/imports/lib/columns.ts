import type { ColumnDefinition } from "@/features/imports/lib/column-definition";
import { purchaseOrderColumns } from "@/features/imports/lib/purchase-order-columns";
import { quantitySurveyColumns } from "@/features/imports/lib/quantity-survey-columns";

export type { ColumnDefinition } from "@/features/imports/lib/column-definition";

export type ImportKind = "purchase-orders" | "quantity-surveys";

/**
 * The columns that AESTrak has a field for, in the order in which the client's portal writes them. This order is
 * also the order of the values of a read row, and `field` is the name of the database column.
 */
export const columnsOf: Readonly<Record<ImportKind, readonly ColumnDefinition[]>> = {
  "purchase-orders": purchaseOrderColumns,
  "quantity-surveys": quantitySurveyColumns,
};

/** The last column of the workbook of failed rows. It is no data: a row that was mended keeps it by oversight. */
export const faultHeading = "What is wrong";
