import { damaged } from "./errors";
import { characters, endOfDocument, endTag, startTag, type XmlScanner } from "./xml-scanner";
import { decodeXmlText, resolveCellEscapes } from "./xml-text";

/** Skips the element whose start tag was just read, with all its content. */
export function skipElement(scanner: XmlScanner): void {
  if (isEmptyElement(scanner)) return;
  for (let depth = 1; depth > 0;) {
    const token = nextInside(scanner);
    if (token === endTag) depth--;
    else if (token === startTag && !isEmptyElement(scanner)) depth++;
  }
}

/**
 * Reads the text of the element whose start tag was just read, through its end tag. Plain text stays undecoded in
 * `valueStart..valueEnd` of the scanner and undefined is returned; text in pieces (CDATA, comments) is returned.
 */
export function readContent(scanner: XmlScanner): string | undefined {
  if (isEmptyElement(scanner)) return "";
  let token = nextInside(scanner);
  let text = "";
  if (token === characters && !scanner.isCdata) {
    const { valueStart, valueEnd } = scanner;
    token = nextInside(scanner);
    if (token === endTag) return undefined;
    text = decodeXmlText(scanner.bytes, valueStart, valueEnd);
  }
  for (; token !== endTag; token = nextInside(scanner)) {
    if (token === characters) text += scanner.value();
    else skipElement(scanner);
  }
  return text;
}

/**
 * The text of the string item (`si` or `is`) whose start tag was just read, through its end tag: all its runs
 * joined, without the phonetic guides (`rPh`) that repeat the text in another script.
 */
export function readRichText(scanner: XmlScanner): string {
  if (isEmptyElement(scanner)) return "";
  let text = "";
  for (let depth = 1; depth > 0;) {
    const token = nextInside(scanner);
    if (token === endTag) depth--;
    else if (token === startTag) {
      if (scanner.nameIs("t")) text += readContent(scanner) ?? scanner.value();
      else if (scanner.nameIs("rPh")) skipElement(scanner);
      else if (!isEmptyElement(scanner)) depth++;
    }
  }
  return resolveCellEscapes(text);
}

/** Passes over the rest of the start tag; true when it closes itself. */
function isEmptyElement(scanner: XmlScanner): boolean {
  while (scanner.attribute());
  return scanner.isSelfClosing;
}

/** Inside an element the document cannot end. */
export function nextInside(scanner: XmlScanner): number {
  const token = scanner.next();
  if (token === endOfDocument) throw damaged("damaged-xml", "its XML ends too early");
  return token;
}
