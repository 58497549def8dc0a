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
export function dateFormatter(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return kept(dates, locale + JSON.stringify(options), () => {
    try {
      return new Intl.DateTimeFormat(locale, options);
    } catch {
      return new Intl.DateTimeFormat(locale, { ...options, timeZone: "UTC" });
    }
  });
}
