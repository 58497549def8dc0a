import type { FileHandle } from "node:fs/promises";
import { ByteWindow, pump } from "./byte-window";
import { type CsvDialect, type CsvOverride, detectDialect, detectEncoding } from "./csv-dialect";
import { CsvRows, toUtf8 } from "./csv-rows";
import { readRange } from "./file-bytes";
import type { ReadBudget } from "./limits";
import type { RowView } from "./row-view";

/** A CSV file has no sheets; this stands where one is named. */
export const csvSheetName = "CSV";
const sampleBytes = 64 * 1024;

/**
 * Reads the whole file once to be certain of its encoding, and judges the rest by its beginning; what `override`
 * says is taken as it is.
 */
export async function detectCsv(
  file: FileHandle,
  size: number,
  budget: ReadBudget,
  override: CsvOverride = {},
): Promise<CsvDialect> {
  const encoding = override.encoding ?? (await detectEncoding(fileChunks(file, size, budget)));
  let sample = "";
  for await (const chunk of toUtf8(fileChunks(file, Math.min(size, sampleBytes), budget), encoding))
    sample += chunk.toString();
  return detectDialect(sample, encoding, override.delimiter);
}

/**
 * Streams the records to `onRow`; every value is text.
 * @returns the number of rows that held a value.
 */
export async function readCsvRows(
  file: FileHandle,
  size: number,
  dialect: CsvDialect,
  budget: ReadBudget,
  onRow: (row: RowView) => void | boolean,
  onBytes: (bytes: number) => Promise<void> | undefined,
): Promise<number> {
  const window = new ByteWindow();
  const rows = new CsvRows(window, dialect, budget.limits, onRow);
  const chunks = toUtf8(fileChunks(file, size, budget, onBytes), dialect.encoding);
  await pump(chunks, window, () => rows.parse());
  return rows.filledRows;
}

/** @param size where to stop; the file is at least as long. */
async function* fileChunks(
  file: FileHandle,
  size: number,
  budget: ReadBudget,
  onBytes?: (bytes: number) => Promise<void> | undefined,
): AsyncGenerator<Buffer> {
  for await (const chunk of readRange(file, 0, size)) {
    budget.checkTime();
    yield chunk;
    await onBytes?.(chunk.length);
  }
}
