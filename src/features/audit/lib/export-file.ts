import { XlsxStreamWriter } from "hucre";

type Rows = readonly (readonly string[])[];

/**
 * A table as CSV (RFC 4180, UTF-8 with the mark that Excel needs). A spreadsheet would run a cell that begins like a
 * formula, so such a cell begins with an apostrophe.
 */
export function csvOf(rows: Rows): Uint8Array<ArrayBuffer> {
  const lines = rows.map((row) => row.map((cell) => `"${harmless(cell).replaceAll('"', '""')}"`).join(","));
  return new TextEncoder().encode(`\ufeff${lines.join("\r\n")}\r\n`);
}

/** A table as a workbook (.xlsx) whose cells are all text, so that none is a formula. */
export async function workbookOf(name: string, rows: Rows): Promise<Uint8Array<ArrayBuffer>> {
  const width = rows[0]?.length ?? 0;
  const writer = new XlsxStreamWriter({
    name,
    columns: Array.from({ length: width }, () => ({ width: 24, numFmt: "@" })),
    freezePane: { rows: 1 },
  });
  for (const row of rows) writer.addRow(row.map(printable));
  return new Uint8Array(await writer.finish());
}

function harmless(cell: string): string {
  return /^[\s\p{Cc}]*[=+\-@]/u.test(cell) ? `'${cell}` : cell;
}

/** Without the control characters that XML cannot hold, at the length that Excel can. */
function printable(cell: string): string {
  // oxlint-disable-next-line no-control-regex
  return cell.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "\ufffd").slice(0, 32_767);
}
