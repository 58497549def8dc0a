import { type ByteWindow, needMore } from "./byte-window";
import { damaged, WorkbookError } from "./errors";
import { decodeCdata, decodeXmlText, refuseForeignEncoding } from "./xml-text";

export const endOfDocument = 0;
export const startTag = 1;
export const endTag = 2;
export const characters = 3;

const less = 0x3c;
const greater = 0x3e;
const slash = 0x2f;
const bang = 0x21;
const question = 0x3f;
const equals = 0x3d;
const colon = 0x3a;
const commentOpen = Buffer.from("<!--");
const cdataOpen = Buffer.from("<![CDATA[");

/**
 * A pull scanner for UTF-8 XML over a ByteWindow. It knows tags, attributes, text, CDATA, comments and processing
 * instructions; it refuses a DOCTYPE, so there is no entity expansion and nothing external. Nothing is decoded
 * until asked for. Out of bytes it throws `needMore` (or `damaged-xml` at the end of the stream); the caller then
 * starts again at its last `commit`.
 */
export class XmlScanner {
  readonly window: ByteWindow;
  bytes: Buffer;
  /** Of the last tag: its name without the namespace prefix. */
  nameStart = 0;
  nameLength = 0;
  /** Of the last start tag, known once `attribute` has returned false: it closed itself. */
  isSelfClosing = false;
  /** Of the last attribute: its name with prefix, and its raw value. */
  attributeStart = 0;
  attributeLength = 0;
  /** The raw value of the last attribute, or the last run of text. */
  valueStart = 0;
  valueEnd = 0;
  /** The last run of text was CDATA. */
  isCdata = false;
  #isInTag = false;
  #position = 0;

  constructor(window: ByteWindow) {
    this.window = window;
    this.bytes = window.bytes;
    this.rewind();
  }

  /** Returns to the last commit, also after the window has moved. */
  rewind(): void {
    this.bytes = this.window.bytes;
    this.#position = this.window.start;
    this.#isInTag = false;
  }

  /** Everything before this point is done with. */
  commit(): void {
    if (this.#isInTag) this.#skipAttributes();
    this.window.start = this.#position;
  }

  /** Moves to the next tag or text; returns which. */
  next(): number {
    if (this.#isInTag) this.#skipAttributes();
    const bytes = this.bytes;
    for (;;) {
      const at = this.#position;
      if (bytes[at] !== less) {
        let end = at;
        while (bytes[end] !== less && bytes[end] !== 0) end++;
        if (bytes[end] === 0) return this.#endOfDocument(at, end);
        return this.#text(at, end, end, false);
      }
      const second = bytes[at + 1];
      if (second === slash) return this.#tag(at + 2, true);
      if (second === question) {
        this.#position = this.#after("?>", at + 2);
        refuseForeignEncoding(this.bytes.toString("latin1", at, this.#position));
      } else if (second === bang) {
        if (this.#startsWith(commentOpen, at)) this.#position = this.#after("-->", at + 4);
        else if (this.#startsWith(cdataOpen, at)) {
          const behind = this.#after("]]>", at + 9);
          return this.#text(at + 9, behind - 3, behind, true);
        } else {
          throw new WorkbookError(
            "doctype-refused",
            "The workbook holds a document type declaration, which no spreadsheet needs and attacks use; export it again from the portal.",
          );
        }
      } else return this.#tag(at + 1, false);
    }
  }

  /** Moves to the next attribute of the start tag; false when there is none left. */
  attribute(): boolean {
    if (!this.#isInTag) return false;
    const bytes = this.bytes;
    let at = this.#position;
    while (isSpace(bytes[at]!)) at++;
    const first = bytes[at]!;
    if (first === greater || first === slash) {
      this.isSelfClosing = first === slash;
      if (first === slash) at++;
      if (bytes[at] !== greater) this.#stop(at);
      this.#isInTag = false;
      this.#position = at + 1;
      return false;
    }
    this.attributeStart = at;
    while (bytes[at] !== equals && bytes[at]! > 0x20 && bytes[at] !== greater) at++;
    this.attributeLength = at - this.attributeStart;
    while (isSpace(bytes[at]!)) at++;
    if (bytes[at] !== equals) this.#stop(at);
    at++;
    while (isSpace(bytes[at]!)) at++;
    const quote = bytes[at]!;
    if (quote !== 0x22 && quote !== 0x27) this.#stop(at);
    this.valueStart = ++at;
    while (bytes[at] !== quote && bytes[at] !== 0) at++;
    if (bytes[at] === 0) this.#stop(at);
    this.valueEnd = at;
    this.#position = at + 1;
    return true;
  }

  /** True when the last tag has this local name (ASCII). */
  nameIs(name: string): boolean {
    return this.nameLength === name.length && this.#equals(name, this.nameStart);
  }

  /** True when the last attribute has exactly this name, prefix included (ASCII). */
  attributeIs(name: string): boolean {
    return this.attributeLength === name.length && this.#equals(name, this.attributeStart);
  }

  /** Decodes the last attribute value or text. */
  value(): string {
    const decode = this.isCdata ? decodeCdata : decodeXmlText;
    return decode(this.bytes, this.valueStart, this.valueEnd);
  }

  #text(start: number, end: number, behind: number, isCdata: boolean): number {
    this.valueStart = start;
    this.valueEnd = end;
    this.#position = behind;
    this.isCdata = isCdata;
    return characters;
  }

  #tag(start: number, isEnd: boolean): number {
    const bytes = this.bytes;
    let at = start;
    let local = start;
    for (let byte = bytes[at]!; byte > 0x20 && byte !== greater && byte !== slash; byte = bytes[++at]!) {
      if (byte === colon) local = at + 1;
    }
    this.nameStart = local;
    this.nameLength = at - local;
    if (isEnd) {
      while (isSpace(bytes[at]!)) at++;
      if (bytes[at] !== greater) this.#stop(at);
      this.#position = at + 1;
      return endTag;
    }
    if (bytes[at] === 0 || at === local) this.#stop(at);
    this.#isInTag = true;
    this.isCdata = false;
    this.#position = at;
    return startTag;
  }

  #skipAttributes(): void {
    while (this.attribute());
  }

  #equals(name: string, from: number): boolean {
    for (let index = 0; index < name.length; index++) {
      if (this.bytes[from + index] !== name.charCodeAt(index)) return false;
    }
    return true;
  }

  #startsWith(prefix: Buffer, at: number): boolean {
    for (let index = 0; index < prefix.length; index++) {
      if (this.bytes[at + index] === 0) this.#stop(at + index);
      if (this.bytes[at + index] !== prefix[index]) return false;
    }
    return true;
  }

  /** The position behind `mark`, searched from `from`. */
  #after(mark: string, from: number): number {
    const found = this.bytes.subarray(0, this.window.end).indexOf(mark, from, "latin1");
    if (found < 0) this.#stop(this.window.end);
    return found + mark.length;
  }

  /** Text that reaches the end of the window is complete only at the end of the document, as white space. */
  #endOfDocument(from: number, at: number): number {
    if (at !== this.window.end || !this.window.final) this.#stop(at);
    for (let index = from; index < at; index++) if (!isSpace(this.bytes[index]!)) this.#stop(at);
    this.#position = at;
    return endOfDocument;
  }

  #stop(at: number): never {
    if (at >= this.window.end && !this.window.final) throw needMore;
    throw damaged("damaged-xml", at >= this.window.end ? "its XML ends too early" : "its XML is malformed");
  }
}

function isSpace(byte: number): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}
