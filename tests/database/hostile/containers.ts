import { workbookParts } from "../../../src/libs/worksheet-reader/test-support";
import { rowsXml } from "../support/workbooks";
import { changed, damagedFile, goodRows, type HostileFile, zip } from "./hostile-file";

const good = () => zip(changed("none", () => ({})));
const sheetPart = "sheet1.xml";
const bomb = " ".repeat(20 * 1024 ** 2);
const overlapping = damagedFile("its parts overlap");
const unsafe = damagedFile("a part's name points outside the file");

/** The end of central directory record, with one 16- or 32-bit field changed. */
function withEnd(at: number, bytes: number, value: number): Buffer {
  const file = good();
  file.writeUIntLE(value, file.length - 22 + at, bytes);
  return file;
}

/** Zip containers that lie, attack, or arrived damaged. */
export const containers: HostileFile[] = [
  {
    what: "cut in the middle",
    file: () => good().subarray(0, 900),
    code: "truncated",
    says: damagedFile("its end is missing"),
  },
  {
    what: "cut before its last byte",
    file: () => good().subarray(0, -1),
    code: "truncated",
    says: damagedFile("its end is missing"),
  },
  {
    what: "with a wrong checksum",
    file: () => zip(changed(sheetPart, () => ({ declaredCrc: 1 }))),
    code: "bad-checksum",
    says: damagedFile("a checksum does not match"),
  },
  {
    what: "a zip bomb",
    file: () => zip(changed(sheetPart, () => ({ content: bomb }))),
    code: "zip-bomb",
    says: /unpacks to far more data than its size allows; export it again, or split it/,
  },
  {
    what: "a zip bomb that declares a small size",
    file: () => zip(changed(sheetPart, () => ({ content: bomb, declaredSize: 4_000 }))),
    code: "size-mismatch",
    says: damagedFile("a part is larger than declared"),
  },
  {
    what: "a bomb in the workbook's description",
    file: () => zip(changed("workbook.xml", () => ({ content: bomb }))),
    code: "zip-bomb",
    says: /A description inside the workbook is far too large; export it again\./,
  },
  {
    what: "a bomb among the texts",
    file: () => zip(changed("sharedStrings.xml", () => ({ content: `<sst><si><t>${bomb}</t></si></sst>` }))),
    code: "zip-bomb",
    says: /unpacks to far more data/,
  },
  {
    what: "a part smaller than declared",
    file: () => zip(changed(sheetPart, () => ({ declaredSize: 100_000 }))),
    code: "size-mismatch",
    says: damagedFile("a part is smaller than declared"),
  },
  {
    what: "a stored part whose two sizes disagree",
    file: () => zip(changed(sheetPart, () => ({ stored: true, declaredSize: 5 }))),
    code: "size-mismatch",
    says: damagedFile("a part's sizes disagree"),
  },
  {
    what: "bytes hidden behind the compressed data",
    file: () => zip(changed(sheetPart, () => ({ padding: 9 }))),
    code: "size-mismatch",
    says: damagedFile("a part's sizes disagree"),
  },
  {
    what: "parts that overlap",
    file: () => zip(changed(sheetPart, () => ({ headerOffset: 3 }))),
    code: "overlapping-entries",
    says: overlapping,
  },
  {
    what: "all parts at one place",
    file: () => zip(changed("", () => ({ headerOffset: 0 }))),
    code: "overlapping-entries",
    says: overlapping,
  },
  {
    what: "a part named ../../evil",
    file: () => zip([...changed("none", () => ({})), { name: "xl/../../evil.xml", content: "" }]),
    code: "unsafe-name",
    says: unsafe,
  },
  {
    what: "a part with an absolute name",
    file: () => zip([...changed("none", () => ({})), { name: "/etc/passwd", content: "" }]),
    code: "unsafe-name",
    says: unsafe,
  },
  {
    what: "a part on a drive",
    file: () => zip([...changed("none", () => ({})), { name: "C:\\evil", content: "" }]),
    code: "unsafe-name",
    says: unsafe,
  },
  {
    what: "two sheets under one name",
    file: () =>
      zip([...changed("none", () => ({})), { name: "xl/worksheets/SHEET1.xml", content: rowsXml(goodRows) }]),
    code: "duplicate-entry",
    says: damagedFile("it holds two parts of one name"),
  },
  {
    what: "another name in the part than in the directory",
    file: () => zip(changed(sheetPart, () => ({ localName: "xl/worksheets/sheet2.xml" }))),
    code: "header-mismatch",
    says: damagedFile("its directory and its parts disagree"),
  },
  {
    what: "a directory that lies beyond the file",
    file: () => withEnd(16, 4, 0x7fffffff),
    code: "truncated",
    says: damagedFile("its end is missing"),
  },
  {
    what: "a directory with fewer parts than it says",
    file: () => {
      const file = withEnd(8, 2, 500);
      file.writeUInt16LE(500, file.length - 12);
      return file;
    },
    code: "damaged-zip",
    says: damagedFile("its directory is unreadable"),
  },
  {
    what: "more parts than any workbook has",
    file: () => {
      const parts = Array.from({ length: 10_001 }, (_, index) => ({
        name: `p${index}`,
        content: "",
        stored: true,
      }));
      return zip([...changed("none", () => ({})), ...parts]);
    },
    code: "too-many-entries",
    says: "The file packs more parts than any workbook has; export it again.",
  },
  {
    what: "one encrypted part",
    file: () => zip(changed(sheetPart, () => ({ flags: 1 }))),
    code: "encrypted",
    says: "The file is protected with a password; save it without one and upload it again.",
  },
  {
    what: "a compression of another time",
    file: () => zip(changed(sheetPart, () => ({ method: 12 }))),
    code: "unknown-compression",
    says: /packed in a way that spreadsheet programs do not use; open it in Excel and save it as \.xlsx\./,
  },
  {
    what: "data that don't inflate",
    file: () => zip(changed(sheetPart, () => ({ stored: true, method: 8 }))),
    code: "damaged-zip",
    says: damagedFile("a part cannot be unpacked"),
  },
  {
    what: "a workbook without its sheet",
    file: () => zip(workbookParts([{ target: "worksheets/other.xml" }])),
    code: "missing-sheet",
    says: damagedFile('the sheet "Sheet1" is not in the file'),
  },
  {
    what: "a workbook without any sheet",
    file: () => zip(workbookParts([])),
    code: "no-sheet",
    says: "The workbook holds no worksheet; export it again.",
  },
  {
    what: "a zip of something else",
    file: () => zip([{ name: "hello.txt", content: "hello" }]),
    code: "not-a-workbook",
    says: "The file is packed like a workbook but holds none; upload the .xlsx or .csv file that the portal exported.",
  },
  {
    what: "a text document in the same packing",
    file: () => zip(changed("xl/workbook.xml", () => ({ content: "<document/>" }))),
    code: "not-a-workbook",
    says: /packed like a workbook but holds none; upload/,
  },
  {
    what: "a binary workbook",
    file: () =>
      zip(changed("_rels/.rels", ({ content }) => ({ content: String(content).replace(".xml", ".bin") }))),
    code: "binary-workbook",
    says: "This is a binary workbook (.xlsb); open it in Excel and save it as .xlsx.",
  },
];
