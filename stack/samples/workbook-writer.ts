import { writeZip } from "../../src/libs/zip-writer";
import { excelSerial } from "./calendar";
import { portalAmount } from "./money";
import {
  contentTypes,
  packageRelations,
  sheetEnd,
  sheetStart,
  STYLE,
  styles,
  workbook,
  workbookRelations,
  xmlText,
} from "./workbook-parts";

/** A cell's value: text for `text`, a plain number for `number`, cents for `money`, a day for `date`. */
export type CellValue = string | number | null;

export interface Column {
  header: string;
  kind: "text" | "number" | "money" | "date";
}

interface Sheet {
  /** The report's name; the portal cuts it at 31 characters, which is all that Excel allows. */
  reportName: string;
  columns: readonly Column[];
  rowCount: number;
  /** Must yield exactly `rowCount` rows, each with one value per column. */
  rows: Iterable<readonly CellValue[]>;
}

const EXCEL_ROW_LIMIT = 1_048_576;
const CHUNK_CHARACTERS = 64 * 1024;

/**
 * Writes one sheet the way the portal does: header in row 1, shared strings, explicit number cells, self-closed
 * styled empty cells, serial dates and one styled blank row at the end. Memory grows with the distinct texts only.
 * Throws a RangeError when Excel could not hold the rows.
 */
export async function writeWorkbook(path: string, sheet: Sheet): Promise<void> {
  if (sheet.rowCount + 2 > EXCEL_ROW_LIMIT) {
    throw new RangeError(`${sheet.rowCount} rows do not fit on one Excel sheet`);
  }
  const strings = new SharedStrings();
  await writeZip(path, async (zip) => {
    await zip.add("[Content_Types].xml", [contentTypes]);
    await zip.add("_rels/.rels", [packageRelations]);
    await zip.add("xl/workbook.xml", [workbook(sheet.reportName.slice(0, 31))]);
    await zip.add("xl/_rels/workbook.xml.rels", [workbookRelations]);
    await zip.add("xl/styles.xml", [styles]);
    await zip.add("xl/worksheets/sheet1.xml", inChunks(sheetParts(sheet, strings)));
    await zip.add("xl/sharedStrings.xml", inChunks(strings.parts()));
  });
}

class SharedStrings {
  #indexes = new Map<string, number>();
  #uses = 0;

  indexOf(text: string): number {
    this.#uses += 1;
    let index = this.#indexes.get(text);
    if (index === undefined) {
      index = this.#indexes.size;
      this.#indexes.set(text, index);
    }
    return index;
  }

  *parts(): Generator<string> {
    yield `<?xml version="1.0" encoding="utf-8"?><sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" count="${this.#uses}" uniqueCount="${this.#indexes.size}">`;
    for (const text of this.#indexes.keys()) yield `<si><t>${xmlText(text)}</t></si>`;
    yield "</sst>";
  }
}

function* sheetParts(sheet: Sheet, strings: SharedStrings): Generator<string> {
  const columns = sheet.columns.map((column, index) => ({ ...column, name: columnName(index) }));
  const blankRow = sheet.rowCount + 2;
  yield sheetStart(`A1:${columnName(columns.length - 1)}${blankRow}`);
  const headers = columns.map(
    ({ name, header }) => `<c r="${name}1" s="${STYLE.header}" t="s"><v>${strings.indexOf(header)}</v></c>`,
  );
  yield `<row r="1">${headers.join("")}</row>`;

  let row = 1;
  for (const values of sheet.rows) {
    row += 1;
    let xml = `<row r="${row}">`;
    for (let index = 0; index < columns.length; index += 1) {
      const { name, kind } = columns[index]!;
      xml += cell(`${name}${row}`, kind, values[index] ?? null, strings);
    }
    yield `${xml}</row>`;
  }
  if (row !== blankRow - 1) throw new Error(`Announced ${sheet.rowCount} rows, got ${row - 1}`);

  const blanks = columns.map(({ name, kind }) => cell(`${name}${blankRow}`, kind, null, strings));
  yield `<row r="${blankRow}">${blanks.join("")}</row>`;
  yield sheetEnd;
}

function cell(reference: string, kind: Column["kind"], value: CellValue, strings: SharedStrings): string {
  const start = `<c r="${reference}" s="${STYLE[kind]}"`;
  if (value === null || value === "") return `${start}/>`;
  if (typeof value === "string") return `${start} t="s"><v>${strings.indexOf(value)}</v></c>`;
  const number = kind === "money" ? portalAmount(value) : kind === "date" ? excelSerial(value) : value;
  return `${start} t="n"><v>${number}</v></c>`;
}

/** `A` … `Z`, `AA` …; two letters are enough for any report of the portal. */
function columnName(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26));
  return index < 26 ? letter : `${String.fromCharCode(64 + Math.floor(index / 26))}${letter}`;
}

/** Joins small parts, because each chunk costs a round trip through the compressor. */
function* inChunks(parts: Iterable<string>): Generator<string> {
  let chunk = "";
  for (const part of parts) {
    chunk += part;
    if (chunk.length >= CHUNK_CHARACTERS) {
      yield chunk;
      chunk = "";
    }
  }
  if (chunk !== "") yield chunk;
}
