/** Calendar dates without time or zone, as ISO text: "2026-03-04". */

export type DateOrder = "dmy" | "mdy" | "auto";
/** "ambiguous": day and month can be swapped, and we never guess. "out_of_range": outside 1980 to 2100. */
export type DateFailureReason = "empty" | "not_a_date" | "ambiguous" | "out_of_range";
export type DateResult = { ok: true; date: string } | { ok: false; reason: DateFailureReason };

const firstYear = 1980;
const lastYear = 2100;
const dayInMilliseconds = 86_400_000;
const monthLengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function exists(year: number, month: number, day: number): boolean {
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const length = month === 2 && leap ? 29 : monthLengths[month - 1];
  return year >= 1 && length !== undefined && day >= 1 && day <= length;
}

function toResult(year: number, month: number, day: number): DateResult {
  if (!exists(year, month, day)) return { ok: false, reason: "not_a_date" };
  if (year < firstYear || year > lastYear) return { ok: false, reason: "out_of_range" };
  return { ok: true, date: `${year}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}` };
}

/** True for "yyyy-mm-dd" that names a day which exists. */
export function isIsoDate(text: string): boolean {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  return match !== null && exists(Number(match[1]), Number(match[2]), Number(match[3]));
}

/** Days since 1970-01-01. Throws a RangeError unless `isoDate` is one. */
function dayNumber(isoDate: string): number {
  if (!isIsoDate(isoDate)) throw new RangeError(`Not an ISO date: ${JSON.stringify(isoDate)}`);
  return Date.parse(`${isoDate}T00:00:00Z`) / dayInMilliseconds;
}

/** The date `days` later (earlier when negative). Throws a RangeError on a bad date, or outside years 1 to 9999. */
export function addDays(isoDate: string, days: number): string {
  const moved = new Date((dayNumber(isoDate) + days) * dayInMilliseconds).toISOString().slice(0, 10);
  if (!isIsoDate(moved)) throw new RangeError(`${isoDate} plus ${days} days is no calendar date`);
  return moved;
}

/** Whole days from `from` to `to`, negative when `to` is earlier. Throws a RangeError on a bad date. */
export function daysBetween(from: string, to: string): number {
  return dayNumber(to) - dayNumber(from);
}

/**
 * The date of a spreadsheet serial number (days since 1899-12-30, the time of day as fraction), as text.
 * Only serials between 1980 and 2100 count as dates.
 */
export function dateFromSerial(serial: string): DateResult {
  const value = /^\d+(?:\.\d*)?(?:[eE]\+?\d)?$/.test(serial) ? Math.floor(Number(serial)) : Number.NaN;
  if (Number.isNaN(value)) return { ok: false, reason: "not_a_date" };
  // Beyond what four-digit years can hold, and beyond any doubt out of range.
  if (value > 2_958_465) return { ok: false, reason: "out_of_range" };
  const date = new Date((value - 25_569) * dayInMilliseconds);
  return toResult(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate());
}

const timeOfDay =
  /(?:T|,? +)\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:\.\d+)?)?(?: ?[ap]\.?m\.?)?(?:Z|[+-]\d{2}:?\d{2})?$/i;

/**
 * Reads a date from a text cell: ISO, d.m.yyyy (dots always mean day first), and d/m/yyyy or m/d/yyyy by `order`.
 * A time of day is cut off. Two-digit years are refused, because the century would be a guess.
 */
export function parseDateText(text: string, { order }: { order: DateOrder }): DateResult {
  const plain = text.replace(/[\s\u200b]+/g, " ").trim();
  if (plain === "") return { ok: false, reason: "empty" };
  const day = plain.replace(timeOfDay, "");

  const yearFirst = /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})$/.exec(day);
  if (yearFirst) return toResult(Number(yearFirst[1]), Number(yearFirst[3]), Number(yearFirst[4]));

  const yearLast = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4})$/.exec(day);
  if (!yearLast) return { ok: false, reason: "not_a_date" };
  const first = Number(yearLast[1]);
  const second = Number(yearLast[3]);
  const year = Number(yearLast[4]);
  if (yearLast[2] === "." || order === "dmy") return toResult(year, second, first);
  if (order === "mdy") return toResult(year, first, second);
  if (first > 12 || first === second) return toResult(year, second, first);
  if (second > 12) return toResult(year, first, second);
  const swapped = toResult(year, first, second);
  return swapped.ok ? { ok: false, reason: "ambiguous" } : swapped;
}
