import { readInteger } from "./cell-reference";
import { normalizeIsoDate, serialToIso } from "./serial-dates";
import { cellCode, type SheetRow } from "./sheet-row";
import { resolveCellEscapes } from "./xml-text";

/** What a cell's `t` attribute says about its value. */
export const cellType = { number: 0, shared: 1, text: 2, boolean: 3, date: 4, error: 5, inline: 6 } as const;
export type CellType = (typeof cellType)[keyof typeof cellType];

/** A number as XML Schema writes one: -1, 0.5, .5, 1.5E-7. */
const numberPattern = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
/** Longer ones are rare enough to be decoded, which is where their length is checked. */
const maxUndecodedNumber = 64;
const maxRememberedDates = 4_096;

/** The `t` value in `bytes[start..end)`. An unknown type is read as text: shown, never lost. */
export function readCellType(bytes: Buffer, start: number, end: number): CellType {
  const length = end - start;
  const first = bytes[start];
  if (length === 1) {
    if (first === 0x73) return cellType.shared;
    if (first === 0x6e) return cellType.number;
    if (first === 0x62) return cellType.boolean;
    if (first === 0x64) return cellType.date;
    if (first === 0x65) return cellType.error;
  }
  return length === 9 && first === 0x69 ? cellType.inline : cellType.text;
}

/** Puts decoded values into a row, each as what its cell type and style make of it. */
export class CellValues {
  readonly #isDateStyle: readonly boolean[];
  readonly #isDate1904: boolean;
  /** Exports repeat few days many times. The empty string: no date. */
  readonly #dates = new Map<string, string>();
  /** The same of whole serials, which nearly all dates are: known by number, they need not be decoded. */
  readonly #days = new Map<number, string>();

  constructor(isDateStyle: readonly boolean[], isDate1904: boolean) {
    this.#isDateStyle = isDateStyle;
    this.#isDate1904 = isDate1904;
  }

  /** The value stands undecoded in `bytes[start..end)`; returns false when it must be decoded for `put`. */
  putBytes(
    row: SheetRow,
    column: number,
    type: CellType,
    style: number,
    bytes: Buffer,
    start: number,
    end: number,
  ): boolean {
    if (type === cellType.shared) {
      const index = readInteger(bytes, start, end);
      if (!(index >= 0)) return start === end;
      row.putShared(column, index);
      return true;
    }
    if (type !== cellType.number) return false;
    if (this.#isDateStyle[style]) {
      const iso = this.#isoOfDay(readInteger(bytes, start, end));
      if (iso !== "") row.putText(column, cellCode.date, iso);
      return iso !== "";
    }
    if (!isNumber(bytes, start, end)) return false;
    row.putNumber(column, start, end);
    return true;
  }

  put(row: SheetRow, column: number, type: CellType, style: number, raw: string): void {
    if (type === cellType.text || type === cellType.inline) {
      row.putText(column, cellCode.text, resolveCellEscapes(raw));
      return;
    }
    const text = raw.trim();
    if (type === cellType.number) this.#putNumber(row, column, style, text);
    else if (type === cellType.boolean) {
      const isTrue = text === "1" || text === "true";
      if (isTrue || text === "0" || text === "false")
        row.putText(column, cellCode.boolean, isTrue ? "TRUE" : "FALSE");
      else row.putText(column, cellCode.text, text);
    } else if (type === cellType.error) row.putText(column, cellCode.error, text);
    else if (type === cellType.date) {
      const iso = normalizeIsoDate(text);
      row.putText(column, iso ? cellCode.date : cellCode.text, iso ?? text);
    } else if (text !== "") row.putShared(column, /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN);
  }

  #putNumber(row: SheetRow, column: number, style: number, text: string): void {
    const iso = this.#isDateStyle[style] ? this.#isoOf(text) : "";
    if (iso) row.putText(column, cellCode.date, iso);
    else row.putText(column, numberPattern.test(text) ? cellCode.number : cellCode.text, text);
  }

  /** Empty for NaN, and where `put` has to say what the number is. */
  #isoOfDay(serial: number): string {
    const known = this.#days.get(serial);
    if (known !== undefined) return known;
    const iso = (serial >= 0 && serialToIso(serial, this.#isDate1904)) || "";
    if (this.#days.size >= maxRememberedDates) this.#days.clear();
    this.#days.set(serial, iso);
    return iso;
  }

  #isoOf(serial: string): string {
    const known = this.#dates.get(serial);
    if (known !== undefined) return known;
    const iso = (numberPattern.test(serial) && serialToIso(Number(serial), this.#isDate1904)) || "";
    if (this.#dates.size >= maxRememberedDates) this.#dates.clear();
    this.#dates.set(serial, iso);
    return iso;
  }
}

/** Whether `bytes[start..end)` is short and matches `numberPattern`. */
function isNumber(bytes: Buffer, start: number, end: number): boolean {
  if (end - start > maxUndecodedNumber) return false;
  let at = bytes[start] === 0x2d ? start + 1 : start;
  let digits = 0;
  let points = 0;
  for (; at < end; at++) {
    const byte = bytes[at]!;
    if (byte >= 0x30 && byte <= 0x39) digits++;
    else if (byte === 0x2e && points === 0) points++;
    else break;
  }
  if (digits === 0) return false;
  return at === end || numberPattern.test(bytes.toString("latin1", start, end));
}
