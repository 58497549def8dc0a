const MILLISECONDS_PER_DAY = 86_400_000;
/** Excel's day 0 is 1899-12-30 for every date after February 1900. */
const SERIAL_OF_1970 = 25_569;

/** Dates are whole days since 1970-01-01, without a time zone. Throws on anything but a real `YYYY-MM-DD`. */
export function parseDay(iso: string): number {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(iso) ? Date.parse(`${iso}T00:00:00Z`) : Number.NaN;
  if (Number.isNaN(time) || formatDay(time / MILLISECONDS_PER_DAY) !== iso) {
    throw new RangeError(`Not a date of the form YYYY-MM-DD: ${iso}`);
  }
  return time / MILLISECONDS_PER_DAY;
}

export function formatDay(day: number): string {
  return new Date(day * MILLISECONDS_PER_DAY).toISOString().slice(0, 10);
}

/** The month of a day as the portal writes it in short texts: `03/2025`. */
export function formatMonth(day: number): string {
  const iso = formatDay(day);
  return `${iso.slice(5, 7)}/${iso.slice(0, 4)}`;
}

export function excelSerial(day: number): number {
  return day + SERIAL_OF_1970;
}

/** 0 = Monday … 6 = Sunday; 1970-01-01 was a Thursday. */
function weekday(day: number): number {
  return (((day + 3) % 7) + 7) % 7;
}

export function workingDayOnOrBefore(day: number): number {
  return day - Math.max(0, weekday(day) - 4);
}

export function workingDayOnOrAfter(day: number): number {
  const position = weekday(day);
  return position > 4 ? day + 7 - position : day;
}

/** Maps a week number to the last working day of its export; week 1 ends on the given day, history is ≤ 0. */
export type WeekEnd = (week: number) => number;

export function weekEndFrom(lastDayOfWeekOne: number): WeekEnd {
  return (week) => lastDayOfWeekOne + 7 * (week - 1);
}
