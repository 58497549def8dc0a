import { columnName } from "@/libs/worksheet-reader/row-view";
import { writeZip } from "@/libs/zip-writer";

/** A number, text that is never taken for a formula, or nothing. */
export type Cell = string | number | null;

/** Rows as they are read, however many. */
export type Rows<Row> = Iterable<Row> | AsyncIterable<Row>;

export interface SheetToWrite {
  /** At most 31 characters, none of []:*?/\ */
  name: string;
  /** Width in characters; format as Excel writes it, "@" for text. */
  columns: readonly { heading: string; width: number; format: string }[];
  /** Cells beyond the columns are left out. */
  rows: Rows<readonly Cell[]>;
}

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const packageRelations = "http://schemas.openxmlformats.org/package/2006/relationships";
const spreadsheet = "application/vnd.openxmlformats-officedocument.spreadsheetml";
/** Characters that go to the compressor at once; other work of the process comes in between. */
const chunkCharacters = 64 * 1024;
/** Excel's own limit for one cell. */
const longestText = 32_767;
/** The first number of a format that is not built in. */
const firstFormat = 164;

/**
 * Writes a workbook (.xlsx) to a file, row by row: memory doesn't grow with the rows, and other work of the process goes
 * on meanwhile. Each sheet begins with its headings, which stay in view.
 */
export async function writeWorkbook(path: string, sheets: readonly SheetToWrite[]): Promise<void> {
  const formats = [...new Set(sheets.flatMap(({ columns }) => columns.map(({ format }) => format)))];
  await writeZip(path, async (zip) => {
    await zip.add("[Content_Types].xml", [contentTypes(sheets.length)]);
    await zip.add("_rels/.rels", [relationships([["officeDocument", "xl/workbook.xml"]])]);
    await zip.add("xl/workbook.xml", [workbook(sheets)]);
    await zip.add("xl/_rels/workbook.xml.rels", [
      relationships([
        ...sheets.map((_sheet, index) => ["worksheet", `worksheets/sheet${index + 1}.xml`] as const),
        ["styles", "styles.xml"],
      ]),
    ]);
    await zip.add("xl/styles.xml", [styles(formats)]);
    for (const [index, sheet] of sheets.entries())
      await zip.add(`xl/worksheets/sheet${index + 1}.xml`, sheetXml(sheet, formats));
  });
}

async function* sheetXml({ columns, rows }: SheetToWrite, formats: string[]): AsyncGenerator<string> {
  // Style 0 is the plain one.
  const styled = columns.map(({ format }, index) => ({
    name: columnName(index),
    style: formats.indexOf(format) + 1,
  }));
  const widths = columns.map(
    ({ width }, index) =>
      `<col min="${index + 1}" max="${index + 1}" width="${width}" style="${styled[index]!.style}" customWidth="1"/>`,
  );
  const rowXml = (cells: readonly Cell[], row: number) =>
    `<row r="${row}">${styled.map(({ name, style }, index) => cellXml(cells[index] ?? null, `${name}${row}`, style)).join("")}</row>`;

  let chunk =
    `${declaration}<worksheet xmlns="${main}"><sheetViews><sheetView workbookViewId="0">` +
    '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>' +
    `<cols>${widths.join("")}</cols><sheetData>`;
  chunk += rowXml(
    columns.map(({ heading }) => heading),
    1,
  );
  let row = 1;
  for await (const cells of rows) {
    row += 1;
    chunk += rowXml(cells, row);
    if (chunk.length < chunkCharacters) continue;
    yield chunk;
    chunk = "";
  }
  yield `${chunk}</sheetData></worksheet>`;
}

function cellXml(cell: Cell, address: string, style: number): string {
  if (cell === null || cell === "") return "";
  if (typeof cell === "number") return `<c r="${address}" s="${style}"><v>${cell}</v></c>`;
  return `<c r="${address}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${xmlText(cell)}</t></is></c>`;
}

/** Without what XML cannot hold, at the length that Excel can. */
function xmlText(text: string): string {
  return (
    text
      .slice(0, longestText)
      .toWellFormed()
      // oxlint-disable-next-line no-control-regex
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "\ufffd")
      .replace(/[&<>"\r]/g, (sign) => `&#${sign.charCodeAt(0)};`)
  );
}

function styles(formats: string[]): string {
  const numbers = formats.map(
    (format, index) => `<numFmt numFmtId="${firstFormat + index}" formatCode="${xmlText(format)}"/>`,
  );
  const cells = formats.map(
    (_format, index) =>
      `<xf numFmtId="${firstFormat + index}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>`,
  );
  return (
    `${declaration}<styleSheet xmlns="${main}"><numFmts count="${numbers.length}">${numbers.join("")}</numFmts>` +
    '<fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>' +
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>' +
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>' +
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>' +
    `<cellXfs count="${cells.length + 1}"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>${cells.join("")}</cellXfs>` +
    "</styleSheet>"
  );
}

function workbook(sheets: readonly SheetToWrite[]): string {
  const listed = sheets.map(
    ({ name }, index) => `<sheet name="${xmlText(name)}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`,
  );
  return `${declaration}<workbook xmlns="${main}" xmlns:r="${relations}"><sheets>${listed.join("")}</sheets></workbook>`;
}

/** In the order of their ids, rId1, rId2 … */
function relationships(targets: readonly (readonly [type: string, target: string])[]): string {
  const listed = targets.map(
    ([type, target], index) =>
      `<Relationship Id="rId${index + 1}" Type="${relations}/${type}" Target="${target}"/>`,
  );
  return `${declaration}<Relationships xmlns="${packageRelations}">${listed.join("")}</Relationships>`;
}

function contentTypes(sheets: number): string {
  const parts = Array.from(
    { length: sheets },
    (_, index) =>
      `<Override PartName="/xl/worksheets/sheet${index + 1}.xml" ContentType="${spreadsheet}.worksheet+xml"/>`,
  );
  return (
    `${declaration}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
    '<Default Extension="xml" ContentType="application/xml"/>' +
    `<Override PartName="/xl/workbook.xml" ContentType="${spreadsheet}.sheet.main+xml"/>` +
    `<Override PartName="/xl/styles.xml" ContentType="${spreadsheet}.styles+xml"/>${parts.join("")}</Types>`
  );
}
