import { createWriteStream } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { type Rows, writeWorkbook } from "@/libs/workbook-writer";

type Row = readonly string[];

/** Characters that are written at once. */
const chunkCharacters = 64 * 1024;

/**
 * Writes a table to a file as CSV (RFC 4180, UTF-8 with the mark that Excel needs), row by row. A spreadsheet would run a
 * cell that begins like a formula, so such a cell begins with an apostrophe.
 */
export async function writeCsv(path: string, headings: Row, rows: Rows<Row>): Promise<void> {
  await pipeline(Readable.from(csvChunks(headings, rows)), createWriteStream(path));
}

/** Writes a table to a file as a workbook (.xlsx) whose cells are all text, so that none is a formula, row by row. */
export async function writeTextWorkbook(
  path: string,
  name: string,
  headings: Row,
  rows: Rows<Row>,
): Promise<void> {
  const columns = headings.map((heading) => ({ heading, width: 24, format: "@" }));
  await writeWorkbook(path, [{ name, columns, rows }]);
}

async function* csvChunks(headings: Row, rows: Rows<Row>): AsyncGenerator<string> {
  let chunk = `\ufeff${csvLine(headings)}`;
  for await (const row of rows) {
    chunk += csvLine(row);
    if (chunk.length < chunkCharacters) continue;
    yield chunk;
    chunk = "";
  }
  yield chunk;
}

function csvLine(row: Row): string {
  return `${row.map((cell) => `"${harmless(cell).replaceAll('"', '""')}"`).join(",")}\r\n`;
}

function harmless(cell: string): string {
  return /^[\s\p{Cc}]*[=+\-@]/u.test(cell) ? `'${cell}` : cell;
}
