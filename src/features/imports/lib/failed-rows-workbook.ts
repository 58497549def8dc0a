import { type CellValue, XlsxStreamWriter } from "hucre";
import { faultHeading } from "@/features/imports/lib/columns";
import { type CsvOverride, type RowView, readWorksheet } from "@/libs/worksheet-reader";

/** More rows than anybody corrects by hand; a workbook of them still fits into memory. */
export const maxFailedRows = 50_000;

type FailedRows = {
  /** Which sheet was imported; null for the first one with a value. */
  sheet: string | null;
  /** How a CSV file was read; null for a workbook. */
  csv: CsvOverride | null;
  headers: readonly string[];
  /** By sheet row (from 1): what is wrong there. */
  faults: ReadonlyMap<number, string>;
};

/**
 * The failed rows of a stored file as a workbook (.xlsx): its headings, the cells as they were, and what is wrong as
 * the last column. Text stays text in columns that Excel leaves alone, so that nothing turns into a formula or loses
 * zeros, neither here nor while it is corrected.
 * @throws WorkbookError when the file can no longer be read
 */
export async function failedRowsWorkbook(
  path: string,
  { sheet, csv, headers, faults }: FailedRows,
): Promise<Uint8Array<ArrayBuffer>> {
  const rows: CellValue[][] = [];
  let width = headers.length;
  const lastRow = Math.max(...faults.keys());
  const options = { ...(sheet !== null && { sheet }), ...(csv && { csv }) };
  await readWorksheet(path, options, (row) => {
    const fault = faults.get(row.number);
    if (fault !== undefined) {
      const cells = Array.from({ length: row.width }, (_, column) => cellOf(row, column));
      width = Math.max(width, row.width);
      rows.push([fault, ...cells]);
    }
    return row.number < lastRow;
  });
  const writer = new XlsxStreamWriter({
    name: "Rows to correct",
    columns: [
      ...Array.from({ length: width }, (_, column) => ({
        width: Math.min(40, Math.max(14, (headers[column]?.length ?? 0) + 4)),
        numFmt: "@",
      })),
      { width: 80, numFmt: "@" },
    ],
    freezePane: { rows: 1 },
  });
  const lineOf = (cells: readonly CellValue[], last: string): CellValue[] => [
    ...Array.from({ length: width }, (_, column) => cells[column] ?? null),
    last,
  ];
  writer.addRow(lineOf(headers.map(printable), faultHeading));
  for (const [fault, ...cells] of rows) writer.addRow(lineOf(cells, printable(String(fault))));
  return new Uint8Array(await writer.finish());
}

/** A number stays one, so that a purchase order number that lost its zeros is not taken for correct when it comes back. */
function cellOf(row: RowView, column: number): CellValue {
  const kind = row.kind(column);
  if (kind === "blank") return null;
  const text = row.text(column);
  if (kind === "number" && Number.isFinite(Number(text))) return Number(text);
  if (kind === "boolean") return text === "TRUE";
  return printable(text);
}

/** Without the control characters that XML cannot hold, at the length that Excel can. */
function printable(text: string): string {
  // oxlint-disable-next-line no-control-regex
  return text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "\ufffd").slice(0, 32_767);
}
