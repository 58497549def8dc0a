import type { FileHandle } from "node:fs/promises";
import { ByteWindow, pump } from "./byte-window";
import { type CsvDialect, detectDialect, detectEncoding } from "./csv-dialect";
import { CsvRows, toUtf8 } from "./csv-rows";
import type { ReadBudget } from "./limits";
import type { RowView } from "./row-view";

/** A CSV file has no sheets; this stands where one is named. */
export const csvSheetName = "CSV";
const sampleBytes = 64 * 1024;
const chunkBytes = 512 * 1024;

/** Reads the whole file once to be certain of its encoding, and judges the rest by its beginning. */
export async function detectCsv(file: FileHandle, budget: ReadBudget): Promise<CsvDialect> {
  const encoding = await detectEncoding(fileChunks(file, budget));
  let sample = "";
  for await (const chunk of toUtf8(fileChunks(file, budget, sampleBytes), encoding))
    sample += chunk.toString();
  return detectDialect(sample, encoding);
}

/**
 * Streams the records to `onRow`; every value is text.
 * @returns the number of rows that held a value.
 */
export async function readCsvRows(
  file: FileHandle,
  dialect: CsvDialect,
  budget: ReadBudget,
  onRow: (row: RowView) => void | boolean,
  onBytes: (bytes: number) => Promise<void> | undefined,
): Promise<number> {
  const window = new ByteWindow();
  const rows = new CsvRows(window, dialect, budget.limits, onRow);
  const chunks = toUtf8(fileChunks(file, budget, undefined, onBytes), dialect.encoding);
  await pump(chunks, window, () => rows.parse());
  return rows.filledRows;
}

async function* fileChunks(
  file: FileHandle,
  budget: ReadBudget,
  maxBytes?: number,
  onBytes?: (bytes: number) => Promise<void> | undefined,
): AsyncGenerator<Buffer> {
  const source = file.createReadStream({
    start: 0,
    end: maxBytes === undefined ? undefined : maxBytes - 1,
    autoClose: false,
    highWaterMark: chunkBytes,
  });
  for await (const chunk of source as AsyncIterable<Buffer>) {
    budget.checkTime();
    yield chunk;
    await onBytes?.(chunk.length);
  }
}
