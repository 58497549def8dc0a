import { damaged, WorkbookError } from "./errors";

const ampersand = 0x26;
const carriageReturn = 0x0d;
const named: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

/**
 * Character data `bytes[start..end)` (UTF-8) as a string: entities resolved and line ends normalised as XML says.
 * @throws WorkbookError `damaged-xml` for an unknown entity; there are no others, as a DOCTYPE is refused.
 */
export function decodeXmlText(bytes: Buffer, start: number, end: number): string {
  let isAscii = true;
  let isPlain = true;
  for (let index = start; index < end; index++) {
    const byte = bytes[index]!;
    if (byte >= 0x80) isAscii = false;
    else if (byte === ampersand || byte === carriageReturn) isPlain = false;
  }
  const raw = bytes.toString(isAscii ? "latin1" : "utf8", start, end);
  return isPlain ? raw : normalizeLineEnds(raw).replace(/&([^;&]{0,12};)?/g, resolveEntity);
}

/** CDATA knows no entities, only line ends. */
export function decodeCdata(bytes: Buffer, start: number, end: number): string {
  return normalizeLineEnds(bytes.toString("utf8", start, end));
}

/**
 * Resolves the `_xHHHH_` escapes by which spreadsheet programs store characters that XML cannot hold
 * ("_x005F_" is a literal underscore before what would otherwise look like an escape). NUL and lone surrogates
 * become U+FFFD, because the database can store neither.
 */
export function resolveCellEscapes(text: string): string {
  if (!text.includes("_x")) return text;
  return text
    .replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) => character(Number.parseInt(hex, 16)))
    .toWellFormed();
}

function normalizeLineEnds(text: string): string {
  return text.includes("\r") ? text.replace(/\r\n?/g, "\n") : text;
}

function resolveEntity(_: string, reference: string | undefined): string {
  const name = reference?.slice(0, -1) ?? "";
  const numeric = /^#(?:x([0-9a-f]+)|([0-9]+))$/i.exec(name);
  if (numeric) {
    const code = numeric[1] ? Number.parseInt(numeric[1], 16) : Number(numeric[2]);
    const isSurrogate = code >= 0xd800 && code <= 0xdfff;
    return code > 0x10ffff || isSurrogate ? "\ufffd" : character(code);
  }
  const resolved = Object.hasOwn(named, name) ? named[name] : undefined;
  if (resolved === undefined) throw damaged("damaged-xml", "it holds an undefined XML entity");
  return resolved;
}

function character(code: number): string {
  return code === 0 ? "\ufffd" : String.fromCodePoint(code);
}

/**
 * @param instruction a processing instruction; if it is the XML declaration, it must not name another encoding.
 * @throws WorkbookError `unsupported-encoding`
 */
export function refuseForeignEncoding(instruction: string): void {
  const encoding = /^<\?xml\s[^>]*\bencoding\s*=\s*["']([^"']*)/i.exec(instruction)?.[1];
  if (encoding !== undefined && !/^(?:utf-?8|us-ascii)$/i.test(encoding)) {
    throw new WorkbookError(
      "unsupported-encoding",
      "The workbook is written in an unusual encoding; open it in Excel and save it as .xlsx.",
    );
  }
}
