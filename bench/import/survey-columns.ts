/** The table that rivals fill: what a file says of a survey, keyed as in the file. */
export const rivalTable = "bench_quantity_surveys";

type Kind = "text" | "money" | "date";

/** Portal header, its column, and what its cells hold; every other header goes into `attributes`. */
const known: Record<string, [column: string, kind: Kind]> = {
  "purchase order no.": ["purchase_order_no", "text"],
  "q.s. number": ["qs_number", "text"],
  "quantity survey short text": ["short_text", "text"],
  "contractor contact": ["contractor_contact", "text"],
  "vendor id": ["vendor_id", "text"],
  total: ["total", "money"],
  created: ["created_date", "date"],
  transfered: ["transferred_date", "date"],
  accepted: ["accepted_date", "date"],
  "invoice number": ["invoice_number", "text"],
  "invoice document date": ["invoice_date", "date"],
  "accounting document": ["accounting_document", "text"],
};

export const surveyColumns = [...Object.values(known).map(([column]) => column), "attributes"];

type Cell = string | number | boolean | Date | null | undefined;

export interface SurveyRow {
  /** Order number and survey number. */
  key: string;
  values: Record<string, string | Record<string, Cell> | null>;
}

/** Makes rows of the table from the cells of a file, as an importer without validation would. */
export function surveyMapper(headers: readonly unknown[]): (cells: readonly unknown[]) => SurveyRow | null {
  const places = headers.map((header) => {
    const name = String(header).replaceAll("\u00a0", " ").trim();
    const [column, kind] = known[name.toLowerCase()] ?? [null, "text" as const];
    return { name, column, kind };
  });
  return (cells) => {
    const values: SurveyRow["values"] = {};
    const attributes: Record<string, Cell> = {};
    for (const [index, { name, column, kind }] of places.entries()) {
      const cell = cells[index] as Cell;
      if (column === null) attributes[name] = cell ?? null;
      else if (cell == null || cell === "") values[column] = null;
      else values[column] = kind === "date" ? isoDay(cell) : String(cell);
    }
    values.attributes = attributes;
    if (!values.purchase_order_no) return null;
    return { key: `${values.purchase_order_no as string} ${values.qs_number as string}`, values };
  };
}

/** A day from a serial number of the 1900 date system, or from what a library made of it. */
function isoDay(cell: Cell): string {
  const day = cell instanceof Date ? cell : new Date((Number(cell) - 25_569) * 86_400_000);
  return day.toISOString().slice(0, 10);
}
