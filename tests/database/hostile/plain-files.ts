import { damagedFile, type HostileFile } from "./hostile-file";

const ole = (content: string) =>
  Buffer.concat([Buffer.from("d0cf11e0a1b11ae1", "hex"), Buffer.alloc(600), Buffer.from(content, "utf16le")]);
const header = "Purchase order No.;Q.S. number;TOTAL;CREATED;TRANSFERED;Accepted";

/** Files that only their names make workbooks. */
export const plainFiles: HostileFile[] = [
  {
    what: "an old workbook",
    file: () => ole("Workbook"),
    code: "legacy-xls",
    says: "This is an old Excel file (.xls); open it in Excel and save it as .xlsx.",
  },
  {
    what: "a workbook with a password",
    file: () => ole("EncryptedPackage"),
    code: "encrypted",
    says: "The workbook is protected with a password; open it in Excel, remove the password, save it and upload it again.",
  },
  {
    what: "a web page",
    file: () => Buffer.from("<!DOCTYPE html><html><body>Please sign in</body></html>"),
    code: "not-a-workbook",
    says: "This is a web page, not a workbook, even if its name ends in .xls; open it in Excel and save it as .xlsx.",
  },
  {
    what: "a table of a web page",
    file: () => Buffer.from("\ufeff\n<table><tr><td>TOTAL</td></tr></table>"),
    code: "not-a-workbook",
    says: /web page, not a workbook.*save it as \.xlsx/,
  },
  {
    what: "a PDF",
    file: () => Buffer.from("%PDF-1.7\n1 0 obj"),
    code: "not-a-workbook",
    says: "This is a PDF, not a workbook; export the table as Excel or CSV instead.",
  },
  {
    what: "an XML spreadsheet of 2003",
    file: () =>
      Buffer.from('<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>'),
    code: "not-a-workbook",
    says: "This is an XML file, not a workbook; open it in Excel and save it as .xlsx.",
  },
  {
    what: "a picture",
    file: () => Buffer.from("89504e470d0a1a0a0000000d49484452", "hex"),
    code: "not-a-workbook",
    says: "This is not a workbook; upload the .xlsx or .csv file that the portal exported.",
  },
  {
    what: "nothing but spaces",
    file: () => Buffer.from("   \n \n"),
    code: "no-header-row",
    says: /Upload the export as the portal wrote it/,
  },
  {
    what: "line breaks alone",
    file: () => Buffer.from("\r\n\r\n\r\n"),
    code: "no-rows",
    says: /holds no rows/,
  },
  {
    what: "prose",
    file: () => Buffer.from("Dear colleagues, please find the numbers attached.\nKind regards\n"),
    code: "no-header-row",
    says: /Upload the export as the portal wrote it/,
  },
  {
    what: "a CSV file with a quotation mark that never closes",
    file: () => Buffer.from(`${header}\n6500000001.00001;"QS1;10,00;;;\n`),
    code: "unclosed-quote",
    says: damagedFile("row 2 opens a quotation mark that is never closed"),
  },
  {
    what: "a CSV file with NUL bytes far inside",
    file: () => Buffer.from(`${header}\n${"6500000001.00001;QS1;10,00;;;\n".repeat(500)}\0\0\0`),
    code: "not-a-workbook",
    says: "This is not a workbook or a CSV file; upload the file that the portal exported.",
  },
  {
    what: "a CSV file with a cell of ten megabytes",
    file: () => Buffer.from(`${header}\n6500000001.00001;QS1;10,00;;;${"x".repeat(10 * 1024 ** 2)}\n`),
    code: "cell-too-long",
    says: /^A text in the file is too long .*; shorten it and upload the file again\.$/,
  },
  {
    what: "a CSV file with more columns than can be read",
    file: () => Buffer.from(`${header}\n6500000001.00001;QS1;10,00${";x".repeat(1_100)}\n`),
    code: "too-many-columns",
    says: "Row 2 of the file has more columns than can be read; remove the columns that are not needed.",
  },
];
