import { ByteWindow } from "./byte-window";
import { endOfDocument, endTag, startTag, XmlScanner } from "./xml-scanner";

/**
 * Built-in number formats that show a date or a time of day; 27–36 and 50–58 are dates in East Asian locales.
 * 46 ([h]:mm:ss) is an elapsed time, which is an amount and no date.
 */
const builtInDates = new Set([14, 15, 16, 17, 18, 19, 20, 21, 22, 45, 47]);
for (let id = 27; id <= 36; id++) builtInDates.add(id);
for (let id = 50; id <= 58; id++) builtInDates.add(id);

/**
 * Reads the styles part.
 * @returns for each cell style (the index in a cell's `s`): its number format shows a date.
 */
export function readDateStyles(stylesXml: Buffer): boolean[] {
  const scanner = new XmlScanner(ByteWindow.of(stylesXml));
  const formats = new Map<number, boolean>();
  const styles: boolean[] = [];
  let isInCellFormats = false;
  for (let token = scanner.next(); token !== endOfDocument; token = scanner.next()) {
    if (token === endTag && scanner.nameIs("cellXfs")) isInCellFormats = false;
    if (token !== startTag) continue;
    if (scanner.nameIs("cellXfs")) {
      while (scanner.attribute());
      isInCellFormats = !scanner.isSelfClosing;
    } else if (scanner.nameIs("numFmt")) {
      const format = readFormat(scanner);
      formats.set(format.id, isDateFormat(format.code));
    } else if (isInCellFormats && scanner.nameIs("xf")) {
      const { id } = readFormat(scanner);
      styles.push(formats.get(id) ?? builtInDates.has(id));
    }
  }
  return styles;
}

function readFormat(scanner: XmlScanner): { id: number; code: string } {
  const format = { id: 0, code: "" };
  while (scanner.attribute()) {
    if (scanner.attributeIs("numFmtId")) format.id = Number(scanner.value());
    else if (scanner.attributeIs("formatCode")) format.code = scanner.value();
  }
  return format;
}

/** Whether a format code such as `[$-409]m/d/yyyy;@` shows a date or a time of day. */
export function isDateFormat(code: string): boolean {
  // Quoted, escaped, padded and filled characters are literal; brackets hold colours, locales and conditions.
  const bare = code.replace(/"[^"]*"?|\\.|_.|\*./gs, "");
  if (/\[(?:h+|m+|s+)\]/i.test(bare)) return false;
  return /[ymdhs]/i.test(bare.replace(/\[[^\]]*\]?/g, "").replace(/general/gi, ""));
}
