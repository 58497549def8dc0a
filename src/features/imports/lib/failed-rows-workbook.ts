import { faultHeading } from "@/features/imports/lib/columns";
import { type Cell, writeWorkbook } from "@/libs/workbook-writer";
import { type CsvOverride, type RowView, readWorksheet } from "@/libs/worksheet-reader";

/** More rows than anybody corrects by hand; their cells still fit into memory. */
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
 * Writes the failed rows of a stored file to another one, as a workbook (.xlsx): the headings, the cells as they were,
 * and what is wrong as the last column. Text stays text in columns that Excel leaves alone, so that nothing turns into a formula or loses
 * zeros, neither here nor while it is corrected.
 * @throws WorkbookError when the file can no longer be read
 */
export async function writeFailedRows(
  target: string,
  source: string,
  { sheet, csv, headers, faults }: FailedRows,
): Promise<void> {
  const rows: { cells: Cell[]; fault: string }[] = [];
  let width = headers.length;
  const lastRow = Math.max(...faults.keys());
  const options = { ...(sheet !== null && { sheet }), ...(csv && { csv }) };
  await readWorksheet(source, options, (row) => {
    const fault = faults.get(row.number);
    if (fault !== undefined) {
      const cells = Array.from({ length: row.width }, (_, column) => cellOf(row, column));
      width = Math.max(width, row.width);
      rows.push({ cells, fault });
    }
    return row.number < lastRow;
  });
  const columns = Array.from({ length: width }, (_, column) => {
    const heading = headers[column] ?? "";
    return { heading, width: Math.min(40, Math.max(14, heading.length + 4)), format: "@" };
  });
  await writeWorkbook(target, [
    {
      name: "Rows to correct",
      columns: [...columns, { heading: faultHeading, width: 80, format: "@" }],
      rows: withFaultLast(rows, width),
    },
  ]);
}

function* withFaultLast(
  rows: readonly { cells: readonly Cell[]; fault: string }[],
  width: number,
): Generator<Cell[]> {
  for (const { cells, fault } of rows)
    yield [...Array.from({ length: width }, (_, column) => cells[column] ?? null), fault];
}

/** A number stays one, so that a purchase order number that lost its zeros is not taken for correct when it comes back. */
function cellOf(row: RowView, column: number): Cell {
  const kind = row.kind(column);
  if (kind === "blank") return null;
  const text = row.text(column);
  if (kind === "number" && Number.isFinite(Number(text))) return Number(text);
  return text;
}
