import { type FileHandle, open } from "node:fs/promises";
import { CellValues } from "./cell-value";
import type { CsvDialect, CsvOverride } from "./csv-dialect";
import { csvSheetName, detectCsv, readCsvRows } from "./csv-file";
import { WorkbookError } from "./errors";
import { detectFileKind } from "./file-kind";
import { ReadBudget, type ReadLimits } from "./limits";
import type { RowView } from "./row-view";
import { readSharedStrings, SharedStrings } from "./shared-strings";
import { openWorkbookParts, type WorkbookParts, type WorkbookSheet } from "./workbook-parts";
import { readWorksheetRows } from "./worksheet-rows";
import { readZipEntry } from "./zip-entry";

export { WorkbookError } from "./errors";
export type { CsvOverride } from "./csv-dialect";
export { defaultLimits, type ReadLimits } from "./limits";
export type { CellKind, RowView } from "./row-view";

export interface WorkbookInspection {
  format: "xlsx" | "csv";
  /** In tab order. A CSV file counts as one sheet named "CSV". */
  sheets: { name: string; hidden: boolean; index: number; isEmpty: boolean }[];
  date1904: boolean;
  csv?: Pick<CsvDialect, "delimiter" | "encoding" | "decimal">;
}

export interface ReadOptions {
  /** Default: the first visible sheet that holds a value. Ignored for CSV. */
  sheet?: string;
  /** Goes before what is found in a CSV file; ignored for workbooks. */
  csv?: CsvOverride;
  limits?: Partial<ReadLimits>;
  /** Aborting rejects with the signal's reason. */
  signal?: AbortSignal;
  /** Told the part of the compressed bytes that has been read, 0 to 1. */
  onProgress?: (fractionOfBytes: number) => void;
  /** Asked after every chunk (about half a megabyte of sheet XML): the reader waits for the promise it returns. */
  drain?: () => Promise<void> | undefined;
}

/**
 * Says what a file is and which sheets it has, without reading further than to each sheet's first value.
 * @throws WorkbookError when it is no workbook that can be read.
 */
export async function inspectWorkbook(
  path: string,
  options: Pick<ReadOptions, "csv" | "limits"> = {},
): Promise<WorkbookInspection> {
  const budget = new ReadBudget(options.limits);
  return withFile(path, async (file, size) => {
    if ((await detectFileKind(file, size, budget.limits)) === "csv") {
      const dialect = await detectCsv(file, size, budget, options.csv);
      const { delimiter, encoding, decimal } = dialect;
      const filled = await readCsvRows(file, size, dialect, budget, stopAtValue, () => undefined);
      return {
        format: "csv",
        sheets: [{ name: csvSheetName, hidden: false, index: 0, isEmpty: filled === 0 }],
        date1904: false,
        csv: { delimiter, encoding, decimal },
      };
    }
    const parts = await openWorkbookParts(file, size, budget);
    const sheets: WorkbookInspection["sheets"] = [];
    for (const [index, sheet] of parts.sheets.entries()) {
      const isEmpty = !(await holdsValue(file, sheet, budget));
      sheets.push({ name: sheet.name, hidden: sheet.isHidden, index, isEmpty });
    }
    return { format: "xlsx", sheets, date1904: parts.isDate1904 };
  });
}

/**
 * Streams every row of one worksheet to `onRow`, in order; memory does not grow with the rows. Blank rows are
 * passed on as far as the file holds them. Checksums are verified as the last bytes arrive: make nothing final
 * before the promise is fulfilled.
 * @param onRow returns false to stop early (then nothing behind that row is verified).
 * @returns the sheet that was read and the number of its rows that held a value.
 * @throws WorkbookError for a file that cannot be read; whatever `onRow` throws is passed through.
 */
export async function readWorksheet(
  path: string,
  options: ReadOptions,
  onRow: (row: RowView) => void | boolean,
): Promise<{ sheet: string; rows: number }> {
  const budget = new ReadBudget(options.limits, options.signal);
  return withFile(path, async (file, size) => {
    if ((await detectFileKind(file, size, budget.limits)) === "csv") {
      const dialect = await detectCsv(file, size, budget, options.csv);
      const rows = await readCsvRows(file, size, dialect, budget, onRow, progressOf(size, options, budget));
      return { sheet: csvSheetName, rows };
    }
    const parts = await openWorkbookParts(file, size, budget);
    const sheet = await chooseSheet(file, parts, options.sheet, budget);
    const { sharedStrings } = parts;
    const advance = progressOf(
      (sharedStrings?.compressedSize ?? 0) + sheet.entry.compressedSize,
      options,
      budget,
    );
    const strings = sharedStrings
      ? await readSharedStrings(readZipEntry(file, sharedStrings, budget, advance), budget.limits)
      : new SharedStrings(budget.limits);
    const values = new CellValues(parts.isDateStyle, parts.isDate1904);
    const chunks = readZipEntry(file, sheet.entry, budget, advance);
    const rows = await readWorksheetRows(chunks, { values, strings, limits: budget.limits }, onRow);
    return { sheet: sheet.name, rows };
  });
}

async function withFile<T>(path: string, work: (file: FileHandle, size: number) => Promise<T>): Promise<T> {
  const file = await open(path, "r");
  try {
    return await work(file, (await file.stat()).size);
  } finally {
    await file.close();
  }
}

async function chooseSheet(
  file: FileHandle,
  { sheets }: WorkbookParts,
  wanted: string | undefined,
  budget: ReadBudget,
): Promise<WorkbookSheet> {
  if (wanted !== undefined) {
    const found = sheets.find(({ name }) => name === wanted);
    if (found) return found;
    const names = sheets
      .slice(0, 10)
      .map(({ name }) => `"${name}"`)
      .join(", ");
    throw new WorkbookError(
      "sheet-not-found",
      `The workbook has no sheet "${wanted}"; choose one of ${names}.`,
    );
  }
  const visible = sheets.filter(({ isHidden }) => !isHidden);
  for (const sheet of visible) {
    if (visible.length === 1 || (await holdsValue(file, sheet, budget))) return sheet;
  }
  return visible[0] ?? sheets[0]!;
}

/** Shared strings are not looked up: a reference to one counts as a value. */
async function holdsValue(file: FileHandle, sheet: WorkbookSheet, budget: ReadBudget): Promise<boolean> {
  const values = new CellValues([], false);
  const context = { values, strings: undefined, limits: budget.limits };
  return (await readWorksheetRows(readZipEntry(file, sheet.entry, budget), context, stopAtValue)) > 0;
}

function stopAtValue(row: RowView): boolean {
  return row.isBlank;
}

function progressOf(total: number, options: ReadOptions, budget: ReadBudget) {
  let done = 0;
  return (bytes: number): Promise<void> | undefined => {
    done += bytes;
    options.onProgress?.(total > 0 ? Math.min(1, done / total) : 1);
    const wait = options.drain?.();
    return wait && budget.pause(wait);
  };
}
