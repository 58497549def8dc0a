import { buildZip, workbookParts } from "../../../src/libs/worksheet-reader/test-support";
import { columnsOf } from "../../../src/features/imports/lib/columns";

/** Text, a number, a day as spreadsheets keep it, nothing, or the cell's own XML (`r` is written for you). */
export type Cell = string | number | null | { date: string } | { attributes?: string; inner: string };

const escapes: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };
const escaped = (text: string) => text.replace(/[&<>]/g, (character) => escapes[character]!);

/** "A" for 0. */
export function letters(column: number): string {
  return column < 26
    ? String.fromCharCode(65 + column)
    : letters(Math.floor(column / 26) - 1) + letters(column % 26);
}

/** The XML of a sheet's rows; the first has the given number. Null stands for a blank row. */
export function rowsXml(rows: readonly (readonly Cell[] | null)[], first = 1): string {
  return rows
    .map((cells, index) => {
      const row = first + index;
      const inner = (cells ?? []).map((cell, column) => cellXml(cell, `${letters(column)}${row}`)).join("");
      return `<row r="${row}">${inner}</row>`;
    })
    .join("");
}

function cellXml(cell: Cell, reference: string): string {
  if (cell === null) return `<c r="${reference}" s="0"/>`;
  if (typeof cell === "number") return `<c r="${reference}" t="n"><v>${cell}</v></c>`;
  if (typeof cell === "string") {
    return `<c r="${reference}" t="inlineStr"><is><t xml:space="preserve">${escaped(cell)}</t></is></c>`;
  }
  if ("date" in cell) return `<c r="${reference}" s="1"><v>${serialOf(cell.date)}</v></c>`;
  return `<c r="${reference}" ${cell.attributes ?? ""}>${cell.inner}</c>`;
}

/** Days since 1899-12-30, as spreadsheets count. */
function serialOf(date: string): number {
  return Date.parse(`${date}T00:00:00Z`) / 86_400_000 + 25_569;
}

/** An .xlsx file with one sheet of these rows. */
export function workbook(rows: readonly (readonly Cell[] | null)[]): Buffer {
  return buildZip(workbookParts([{ rows: rowsXml(rows) }]));
}

export const orderHeaders = columnsOf["purchase-orders"].map(({ label }) => label);

export type Row = Record<string, Cell>;

/** Rows under the given headers; what a row doesn't name stays blank. */
export function table(headers: readonly string[], rows: readonly Row[]): Cell[][] {
  return [[...headers], ...rows.map((row) => headers.map((header) => row[header] ?? null))];
}

/** A purchase order export of the portal's 27 columns. */
export function orderFile(rows: readonly Row[]): Buffer {
  return workbook(table(orderHeaders, rows));
}

/** A purchase order row. */
export function order(no: string, value: Cell, more: Row = {}): Row {
  return { Status: "Processing", "Purchase order No.": no, "Order value": value, ...more };
}

export const surveyHeaders = [...columnsOf["quantity-surveys"].map(({ label }) => label), "Plant section"];

/** A quantity survey export, with one column that AESTrak has no field for. */
export function surveyFile(rows: readonly Row[]): Buffer {
  return workbook(table(surveyHeaders, rows));
}

/** A quantity survey row. */
export function survey(orderNo: string, number: string, total: Cell, more: Row = {}): Row {
  return {
    "Purchase order No.": orderNo,
    "Q.S. number": number,
    TOTAL: total,
    CREATED: { date: "2026-01-15" },
    ...more,
  };
}
