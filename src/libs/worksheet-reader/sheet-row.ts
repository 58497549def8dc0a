import { damaged, WorkbookError } from "./errors";
import type { ReadLimits } from "./limits";
import { type CellKind, columnName, type RowView } from "./row-view";
import { cellTooLong, type SharedStrings } from "./shared-strings";

const kinds: readonly CellKind[] = ["blank", "text", "number", "text", "number", "boolean", "date", "error"];
const blank = 0;
const sharedText = 1;
const numberBytes = 2;

/** How a cell is stored whose text is already decoded. */
export const cellCode = { text: 3, number: 4, boolean: 5, date: 6, error: 7 } as const;
export type CellCode = (typeof cellCode)[keyof typeof cellCode];

/**
 * The cells of one row. Shared strings and plain numbers, which are nearly all cells, are stored as integers that
 * point to their text, and decoded only when asked for.
 */
export class SheetRow implements RowView {
  number = 0;
  width = 0;
  readonly #codes: Uint8Array;
  /** Shared string: its index. Number: where its text starts in `bytes`. */
  readonly #starts: Uint32Array;
  readonly #ends: Uint32Array;
  readonly #texts: string[] = [];
  readonly #limits: ReadLimits;
  readonly #strings: SharedStrings | undefined;
  #bytes: Buffer = Buffer.alloc(0);

  /** @param strings without it, shared strings are known to be there but cannot be read. */
  constructor(limits: ReadLimits, strings: SharedStrings | undefined) {
    this.#limits = limits;
    this.#strings = strings;
    this.#codes = new Uint8Array(limits.maxColumns);
    this.#starts = new Uint32Array(limits.maxColumns);
    this.#ends = new Uint32Array(limits.maxColumns);
  }

  get isBlank(): boolean {
    return this.width === 0;
  }

  kind(column: number): CellKind {
    return column < this.width ? (kinds[this.#codes[column] ?? blank] ?? "blank") : "blank";
  }

  text(column: number): string {
    if (!(column < this.width)) return "";
    const code = this.#codes[column]!;
    if (code === blank) return "";
    if (code === sharedText) return this.#strings?.get(this.#starts[column]!) ?? "";
    if (code !== numberBytes) return this.#texts[column]!;
    return this.#bytes.toString("latin1", this.#starts[column], this.#ends[column]);
  }

  /** Empties the row. */
  reset(number: number, bytes: Buffer): void {
    this.#codes.fill(blank, 0, this.width);
    this.number = number;
    this.width = 0;
    this.#bytes = bytes;
  }

  /** @param index of a shared string; throws `bad-string-index` when there is none. */
  putShared(column: number, index: number): void {
    if (this.#strings) {
      if (!(index < this.#strings.count)) {
        throw damaged("bad-string-index", `cell ${this.#place(column)} refers to a text that is not there`);
      }
      if (this.#strings.isEmpty(index)) return;
    }
    this.#put(column, sharedText);
    this.#starts[column] = index;
  }

  /** @param start where the number stands, as ASCII, in the bytes given to `reset`. */
  putNumber(column: number, start: number, end: number): void {
    this.#put(column, numberBytes);
    this.#starts[column] = start;
    this.#ends[column] = end;
  }

  putText(column: number, code: CellCode, text: string): void {
    if (text === "") return;
    if (text.length > this.#limits.maxCellLength) throw cellTooLong(`cell ${this.#place(column)}`);
    this.#put(column, code);
    this.#texts[column] = text;
  }

  #put(column: number, code: number): void {
    if (column >= this.width) {
      if (column >= this.#limits.maxColumns) {
        throw new WorkbookError(
          "too-many-columns",
          `The sheet holds a value in column ${columnName(column)}, more columns than can be read; remove the columns that are not needed.`,
        );
      }
      this.width = column + 1;
    } else if (this.#codes[column] !== blank) {
      throw damaged("duplicate-cell", `cell ${this.#place(column)} occurs twice`);
    }
    this.#codes[column] = code;
  }

  #place(column: number): string {
    return `${columnName(column)}${this.number}`;
  }
}
