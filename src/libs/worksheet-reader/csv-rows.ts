import { type ByteWindow, needMore } from "./byte-window";
import type { CsvEncoding } from "./csv-dialect";
import { damaged, WorkbookError } from "./errors";
import type { ReadLimits } from "./limits";
import type { CellKind, RowView } from "./row-view";
import { cellTooLong } from "./shared-strings";

const quote = 0x22;
const lineFeed = 0x0a;
const carriageReturn = 0x0d;

/** Turns any encoding into UTF-8 without a byte order mark, so that delimiters and quotes are single bytes. */
export async function* toUtf8(chunks: AsyncIterable<Buffer>, encoding: CsvEncoding): AsyncGenerator<Buffer> {
  const decoder = new TextDecoder(encoding);
  for await (const chunk of chunks) yield withoutNul(decoder.decode(chunk, { stream: true }));
  yield withoutNul(decoder.decode());
}

function withoutNul(text: string): Buffer {
  return Buffer.from(text.includes("\0") ? text.replaceAll("\0", "\ufffd") : text);
}

/** Parses records out of a window of UTF-8; `parse` is as `pump` wants it. */
export class CsvRows implements RowView {
  number = 0;
  width = 0;
  filledRows = 0;
  readonly #window: ByteWindow;
  readonly #delimiter: number;
  readonly #limits: ReadLimits;
  readonly #onRow: (row: RowView) => void | boolean;
  /** Of each field its first byte and the one behind its last, quotes included. */
  readonly #starts: number[] = [];
  readonly #ends: number[] = [];
  #skipsLine: boolean;

  constructor(
    window: ByteWindow,
    dialect: { delimiter: string; hasSeparatorLine: boolean },
    limits: ReadLimits,
    onRow: (row: RowView) => void | boolean,
  ) {
    this.#window = window;
    this.#delimiter = dialect.delimiter.charCodeAt(0);
    this.#skipsLine = dialect.hasSeparatorLine;
    this.#limits = limits;
    this.#onRow = onRow;
  }

  get isBlank(): boolean {
    return this.width === 0;
  }

  kind(column: number): CellKind {
    return this.text(column) === "" ? "blank" : "text";
  }

  text(column: number): string {
    if (!(column < this.width)) return "";
    const start = this.#starts[column]!;
    const end = this.#ends[column]!;
    const { bytes } = this.#window;
    const isQuoted = end > start && bytes[start] === quote;
    const text = isQuoted ? unquote(bytes.toString("utf8", start, end)) : bytes.toString("utf8", start, end);
    if (text.length > this.#limits.maxCellLength)
      throw cellTooLong(`row ${this.number}, column ${column + 1}`);
    return text;
  }

  parse(): boolean {
    const window = this.#window;
    while (window.start < window.end) {
      const next = this.#readRecord(window.start);
      window.start = next;
      if (this.#skipsLine) {
        this.#skipsLine = false;
        continue;
      }
      this.number++;
      if (this.width > 0 && ++this.filledRows > this.#limits.maxRows) {
        throw new WorkbookError(
          "too-many-rows",
          `The file holds more than ${this.#limits.maxRows} rows; split it into smaller files.`,
        );
      }
      if (this.#onRow(this) === false) return false;
    }
    if (!window.final) throw needMore;
    return true;
  }

  /** @returns where the next record begins; throws `needMore` when this one is not whole. */
  #readRecord(from: number): number {
    const { bytes, end, final } = this.#window;
    this.width = 0;
    let fields = 0;
    let at = from;
    for (;;) {
      const start = at;
      if (bytes[at] === quote) at = this.#behindQuotes(at);
      let byte = bytes[at]!;
      while (byte !== this.#delimiter && byte !== lineFeed && byte !== carriageReturn && byte !== 0) {
        byte = bytes[++at]!;
      }
      if (byte === 0 && !final) throw needMore;
      if (fields < this.#limits.maxColumns) {
        this.#starts[fields] = start;
        this.#ends[fields] = at;
      }
      fields++;
      const isEmpty = at === start || (bytes[start] === quote && at === start + 2);
      if (!isEmpty) this.#widen(fields);
      if (byte === this.#delimiter) {
        at++;
        continue;
      }
      if (at >= end) return end;
      if (byte === lineFeed) return at + 1;
      // A carriage return at the end of the window may be half of a line break.
      if (at + 1 >= end && !final) throw needMore;
      return bytes[at + 1] === lineFeed ? at + 2 : at + 1;
    }
  }

  #widen(fields: number): void {
    if (fields > this.#limits.maxColumns) {
      throw new WorkbookError(
        "too-many-columns",
        `Row ${this.number + 1} of the file has more columns than can be read; remove the columns that are not needed.`,
      );
    }
    this.width = fields;
  }

  /** @returns the position behind the quote that closes the one at `at`. */
  #behindQuotes(at: number): number {
    const { bytes, end, final } = this.#window;
    for (let index = at + 1; ; index++) {
      while (bytes[index] !== quote && bytes[index] !== 0) index++;
      if (index >= end) {
        if (!final) throw needMore;
        throw damaged("unclosed-quote", `row ${this.number + 1} opens a quotation mark that is never closed`);
      }
      // A quote at the end of the window may be half of a doubled one.
      if (index + 1 >= end && !final) throw needMore;
      if (bytes[index + 1] !== quote) return index + 1;
      index++;
    }
  }
}

/** `"a ""b"" c"` → `a "b" c`; what follows the closing quote is kept as it is. */
function unquote(field: string): string {
  let close = field.indexOf('"', 1);
  while (field[close + 1] === '"') close = field.indexOf('"', close + 2);
  return field.slice(1, close).replaceAll('""', '"') + field.slice(close + 1);
}
