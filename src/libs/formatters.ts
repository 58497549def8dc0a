/**
 * The one place that writes numbers and dates for people: by the person's or the organization's choice of format, on the
 * server, in the browser, in mails and in files. formatters.test.ts refuses every other way.
 */

/** Where nobody has chosen: the blueprint's own English. */
export const defaultLocale = "en-US";

// Making a formatter takes longer than all else about an amount or a date, and a list shows hundreds of them.
const numbers = new Map<string, Intl.NumberFormat>();
const dates = new Map<string, Intl.DateTimeFormat>();

/** More would mean that something endless is asked for; then the cache begins anew. */
const mostKept = 500;

function kept<Formatter>(formatters: Map<string, Formatter>, key: string, make: () => Formatter): Formatter {
  let formatter = formatters.get(key);
  if (!formatter) {
    if (formatters.size >= mostKept) formatters.clear();
    formatter = make();
    formatters.set(key, formatter);
  }
  return formatter;
}

/** Like `new Intl.NumberFormat`, made once. @throws RangeError on a locale or currency that can't be one */
export function numberFormatter(locale: string, options: Intl.NumberFormatOptions = {}): Intl.NumberFormat {
  return kept(numbers, locale + JSON.stringify(options), () => new Intl.NumberFormat(locale, options));
}

/**
 * Like `new Intl.DateTimeFormat`, made once. A browser that is older than a time zone tells UTC, and names it where
 * `options` ask for the zone's name. @throws RangeError on a locale that can't be one
 */
function dateFormatter(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return kept(dates, locale + JSON.stringify(options), () => {
    try {
      return new Intl.DateTimeFormat(locale, options);
    } catch {
      return new Intl.DateTimeFormat(locale, { ...options, timeZone: "UTC" });
    }
  });
}

/** Throws a RangeError on a time zone that this engine does not know. */
export const strictDateFormatter = (timeZone: string) => new Intl.DateTimeFormat(defaultLocale, { timeZone });

/** "2,557": a number of things. */
export const formatCount = (count: number, locale: string) => numberFormatter(locale).format(count);

/** "1 row", "2,557 rows": a number with the word that goes with it. */
export function counted(count: number, one: string, many = `${one}s`, locale = defaultLocale): string {
  return `${formatCount(count, locale)} ${count === 1 ? one : many}`;
}

// Named months, so that day and month can't be mixed up.
const day = { day: "numeric", month: "short", year: "numeric" } as const;
const calendar = { timeZone: "UTC" } as const;

/** A day ("2026-11-27") as "Nov 27, 2026" or "27. Nov. 2026". */
export const formatDay = (isoDay: string, locale: string) =>
  dateFormatter(locale, { ...day, ...calendar }).format(new Date(isoDay));

/** A day without its year, for axes: "Nov 27". */
export const formatDayOfYear = (isoDay: string, locale: string) =>
  dateFormatter(locale, { day: "numeric", month: "short", ...calendar }).format(new Date(isoDay));

/** The month of a day: "Nov 2026". */
export const formatMonth = (isoDay: string, locale: string) =>
  dateFormatter(locale, { month: "short", year: "numeric", ...calendar }).format(new Date(isoDay));

interface Where {
  /** BCP 47 */
  locale: string;
  /** IANA */
  timeZone: string;
}

/** The day on which an instant falls in a time zone. */
export const formatInstantDay = (instant: string | Date, { locale, timeZone }: Where) =>
  dateFormatter(locale, { ...day, timeZone }).format(new Date(instant));

/** An instant with day, time and zone: "Nov 27, 2026, 09:30 AM EST". */
export const formatInstant = (instant: string | Date, { locale, timeZone }: Where) =>
  dateFormatter(locale, {
    ...day,
    hour: "2-digit",
    minute: "2-digit",
    timeZoneName: "short",
    timeZone,
  }).format(new Date(instant));

/** The time of day of an instant: "9:30 AM". */
export const formatTime = (instant: string | Date, { locale, timeZone }: Where) =>
  dateFormatter(locale, { timeStyle: "short", timeZone }).format(new Date(instant));

const steps: ReadonlyArray<readonly [unit: Intl.RelativeTimeFormatUnit, milliseconds: number]> = [
  ["year", 365.25 * 86_400_000],
  ["month", 30.44 * 86_400_000],
  ["day", 86_400_000],
  ["hour", 3_600_000],
  ["minute", 60_000],
];

/** How long before or after `now` an instant is: "3 hours ago". In English, as all sentences are. */
export function formatDistance(instant: Date, now: Date): string {
  const distance = instant.getTime() - now.getTime();
  const step = steps.find(([, size]) => Math.abs(distance) >= size);
  const relative = new Intl.RelativeTimeFormat(defaultLocale, { numeric: "auto" });
  return step ? relative.format(Math.round(distance / step[1]), step[0]) : "just now";
}

/** What the clocks of a time zone show at an instant, for machines: "2026-11-27 09:30:00". */
// Swedish writes dates as ISO does.
export const wallClock = (instant: Date | number, timeZone: string) =>
  dateFormatter("sv-SE", { timeZone, dateStyle: "short", timeStyle: "medium" }).format(instant);
