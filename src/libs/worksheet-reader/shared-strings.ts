import { ByteWindow, pump } from "./byte-window";
import { WorkbookError } from "./errors";
import type { ReadLimits } from "./limits";
import { readContent, readRichText, skipElement } from "./xml-elements";
import { endOfDocument, endTag, startTag, XmlScanner } from "./xml-scanner";

/** Strings up to this index are kept once decoded: the first ones are those that most cells repeat. */
const memoCount = 65_536;
const memoBytes = 64;
const maxArenaBytes = 1024 ** 3;

/**
 * The workbook's table of strings, outside the JavaScript heap: all texts as UTF-8 in one buffer, with their ends.
 * A million of them cost their bytes and four more each, and no work for the garbage collector.
 */
export class SharedStrings {
  #bytes = Buffer.allocUnsafeSlow(256 * 1024);
  /** String i lies between ends[i] and ends[i + 1]. */
  #ends = new Uint32Array(16_384);
  #count = 0;
  readonly #memo: (string | undefined)[] = [];
  readonly #limits: ReadLimits;

  constructor(limits: ReadLimits) {
    this.#limits = limits;
  }

  get count(): number {
    return this.#count;
  }

  isEmpty(index: number): boolean {
    return this.#ends[index] === this.#ends[index + 1];
  }

  /** @param index below `count`. */
  get(index: number): string {
    const known = this.#memo[index];
    if (known !== undefined) return known;
    const start = this.#ends[index]!;
    const end = this.#ends[index + 1]!;
    const text = this.#bytes.toString("utf8", start, end);
    if (index < memoCount && end - start <= memoBytes) this.#memo[index] = text;
    return text;
  }

  /** Adds one text, UTF-8 in `source[start..end)`. */
  add(source: Buffer, start: number, end: number): void {
    const from = this.#ends[this.#count]!;
    const to = from + end - start;
    const isTooLong =
      end - start > this.#limits.maxCellLength &&
      source.toString("utf8", start, end).length > this.#limits.maxCellLength;
    if (isTooLong) throw cellTooLong(`shared string ${this.#count}`);
    if (this.#count >= this.#limits.maxSharedStrings || to > maxArenaBytes) {
      throw new WorkbookError(
        "too-many-strings",
        "The workbook holds more different texts than can be read; split it into smaller files.",
      );
    }
    if (to > this.#bytes.length) {
      const larger = Buffer.allocUnsafeSlow(Math.max(to, this.#bytes.length * 2));
      this.#bytes.copy(larger, 0, 0, from);
      this.#bytes = larger;
    }
    if (this.#count + 2 > this.#ends.length) {
      const longer = new Uint32Array(this.#ends.length * 2);
      longer.set(this.#ends);
      this.#ends = longer;
    }
    source.copy(this.#bytes, from, start, end);
    this.#ends[++this.#count] = to;
  }
}

export function cellTooLong(place: string): WorkbookError {
  return new WorkbookError(
    "cell-too-long",
    `A text in the file is too long (${place}); shorten it and upload the file again.`,
  );
}

/** Reads the shared-strings part. */
export async function readSharedStrings(
  chunks: AsyncIterable<Uint8Array>,
  limits: ReadLimits,
): Promise<SharedStrings> {
  const strings = new SharedStrings(limits);
  const scanner = new XmlScanner(new ByteWindow());
  await pump(chunks, scanner.window, () => {
    scanner.rewind();
    for (;;) {
      scanner.commit();
      const token = scanner.next();
      if (token === endOfDocument || (token === endTag && scanner.nameIs("sst"))) return true;
      if (token !== startTag || scanner.nameIs("sst")) continue;
      if (scanner.nameIs("si")) readItem(scanner, strings);
      else skipElement(scanner);
    }
  });
  return strings;
}

/** Reads the item whose start tag was just read, right after a commit. */
function readItem(scanner: XmlScanner, strings: SharedStrings): void {
  // Nearly every item is `<si><t>plain</t></si>`, whose bytes can be copied as they are.
  while (scanner.attribute());
  if (!scanner.isSelfClosing && scanner.next() === startTag && scanner.nameIs("t")) {
    const isWhole = readContent(scanner) === undefined;
    const { bytes, valueStart, valueEnd } = scanner;
    if (isWhole && scanner.next() === endTag && isPlain(bytes, valueStart, valueEnd)) {
      strings.add(bytes, valueStart, valueEnd);
      return;
    }
  }
  scanner.rewind();
  scanner.next();
  const text = Buffer.from(readRichText(scanner));
  strings.add(text, 0, text.length);
}

/** Nothing in it needs decoding: no entity, carriage return or `_xHHHH_` escape. */
function isPlain(bytes: Buffer, start: number, end: number): boolean {
  for (let index = start; index < end; index++) {
    const byte = bytes[index]!;
    if (byte === 0x26 || byte === 0x0d || (byte === 0x5f && bytes[index + 1] === 0x78)) return false;
  }
  return true;
}
