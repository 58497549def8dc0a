const secondsPerDay = 86_400;
/** Days from 1970-01-01 back to each system's day 0. */
const epoch1900 = -25_569;
const epoch1904 = -24_107;
/** 9999-12-31 is the last day a spreadsheet can show. */
const lastDay = 2_932_896;

/**
 * A spreadsheet's serial number as an ISO date, or date and time rounded to the second; midnight is a date alone.
 * @param serial days since the epoch of the date system, with the time of day as the fraction.
 * @returns undefined where there is no such day: negative, after 9999, or serial 60 of the 1900 system, the
 *   29 February 1900 that Lotus 1-2-3 invented and every spreadsheet has counted since.
 */
export function serialToIso(serial: number, isDate1904: boolean): string | undefined {
  if (!(serial >= 0)) return undefined;
  const seconds = Math.round(serial * secondsPerDay);
  const wholeDays = Math.floor(seconds / secondsPerDay);
  if (!isDate1904 && wholeDays === 60) return undefined;
  // Before the invented day the 1900 system is one day behind.
  const epoch = isDate1904 ? epoch1904 : wholeDays < 60 ? epoch1900 + 1 : epoch1900;
  if (wholeDays + epoch > lastDay) return undefined;
  return isoOf((wholeDays + epoch) * secondsPerDay + (seconds - wholeDays * secondsPerDay));
}

/**
 * The value of a `t="d"` cell in the same form: fraction of a second rounded, zone designator dropped, because the
 * cell means the wall clock.
 * @returns undefined when it is not an ISO 8601 date or date and time.
 */
export function normalizeIsoDate(text: string): string | undefined {
  const parts = /^(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d(?::\d\d(?:\.\d+)?)?)(?:Z|[+-]\d\d:\d\d)?)?$/.exec(text);
  if (!parts) return undefined;
  const day = Date.parse(`${parts[1]}T00:00:00Z`);
  const milliseconds = Date.parse(`${parts[1]}T${parts[2] ?? "00:00"}Z`);
  // Date.parse lets 31 February roll over into March.
  if (Number.isNaN(milliseconds) || isoOf(day / 1000) !== parts[1]) return undefined;
  return isoOf(Math.round(milliseconds / 1000));
}

function isoOf(epochSeconds: number): string {
  const iso = new Date(epochSeconds * 1000).toISOString();
  return iso.endsWith("T00:00:00.000Z") ? iso.slice(0, 10) : iso.slice(0, 19);
}
