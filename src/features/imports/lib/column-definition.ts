/** What is known about one column of an export, and the terms in which the columns of both exports are described. */

type ColumnType = "text" | "money" | "date";

export type ColumnDefinition = {
  field: string;
  /** The header as the portal writes it. */
  label: string;
  /** Other headers seen for the same thing; compared without case, spaces and punctuation. */
  synonyms: readonly string[];
  type: ColumnType;
  /** "value": the column and a value in every row; "header": the column; "no": neither. */
  required: "value" | "header" | "no";
  /** In characters (code points); longer text is an error of the row, never cut. */
  maxLength: number;
  /** What the column holds, for people who fill in a template. */
  meaning: string;
};

export const idLength = 64;
export const nameLength = 200;
export const proseLength = 4000;
/** Money and dates as text: longer than any number or date is written. */
export const valueLength = 64;

export const column = (
  type: ColumnType,
  maxLength: number,
  field: string,
  label: string,
  meaning: string,
  synonyms: readonly string[] = [],
  required: ColumnDefinition["required"] = "no",
): ColumnDefinition => ({ field, label, synonyms, type, required, maxLength, meaning });

/** Both exports carry it: it ties a quantity survey to its purchase order line. */
export const purchaseOrderNo = column(
  "text",
  idLength,
  "purchase_order_no",
  "Purchase order No.",
  "Order number and line, such as 6500000001.00001. Format the column as text, or the zeros at the end are lost.",
  [
    "Purchase order",
    "Purchase order number",
    "PO No.",
    "PO number",
    "PO",
    "Order No.",
    "Order number",
    "Bestellnummer",
  ],
  "value",
);
