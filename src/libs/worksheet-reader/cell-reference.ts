import { damaged } from "./errors";

/** The size of the largest sheet that the file format allows. */
const maxColumn = 16_384;
const maxRow = 1_048_576;

/**
 * The 0-based column of a reference such as "AB12" in `bytes[start..end)`.
 * @throws WorkbookError `bad-reference` when it is no reference, lies outside any sheet, or names another row than
 *   the 1-based `row` that it stands in.
 */
export function columnOfReference(bytes: Buffer, start: number, end: number, row: number): number {
  let at = start;
  let column = 0;
  for (; at < end; at++) {
    // Clears the bit that makes a letter lower-case.
    const letter = (bytes[at]! & 0xdf) - 0x40;
    if (letter < 1 || letter > 26 || bytes[at]! < 0x41) break;
    column = column * 26 + letter;
    if (column > maxColumn) throw badReference(bytes, start, end);
  }
  if (column === 0 || readInteger(bytes, at, end) !== row) throw badReference(bytes, start, end);
  return column - 1;
}

/** The 1-based row number in `bytes[start..end)`; throws `bad-reference` when no sheet has such a row. */
export function rowOfReference(bytes: Buffer, start: number, end: number): number {
  const row = readInteger(bytes, start, end);
  if (!(row >= 1 && row <= maxRow)) throw badReference(bytes, start, end);
  return row;
}

/** A whole number of at most 9 digits, or NaN. */
export function readInteger(bytes: Buffer, start: number, end: number): number {
  if (start >= end || end - start > 9) return Number.NaN;
  let value = 0;
  for (let at = start; at < end; at++) {
    const digit = bytes[at]! - 0x30;
    if (digit < 0 || digit > 9) return Number.NaN;
    value = value * 10 + digit;
  }
  return value;
}

function badReference(bytes: Buffer, start: number, end: number): Error {
  const shown = bytes.toString("utf8", start, Math.min(end, start + 20));
  return damaged("bad-reference", `it refers to a cell or row "${shown}" that cannot be there`);
}
