"use client";

import { useFormats } from "@/components/formats";
import { formatDay, formatInstant, formatInstantDay } from "@/libs/formatters";

type DateTextProps = {
  /** ISO 8601: a day ("2024-07-18"), which has no time zone, or an instant ("2024-07-18T09:30:00Z"). */
  value: string | null;
  /** Shows hours and minutes and names the time zone; for instants only. */
  withTime?: boolean;
  /** Where they are not the reader's own. */
  timeZone?: string;
  locale?: string;
  className?: string;
};

/** A day or an instant in words, as its reader writes dates; a dash where there is none. */
export function DateText({ value, withTime = false, className, ...given }: DateTextProps) {
  const own = useFormats();
  if (value === null) {
    return (
      <span className={className}>
        <span aria-hidden>–</span>
        <span className="sr-only">no date</span>
      </span>
    );
  }
  const where = { locale: given.locale ?? own.locale, timeZone: given.timeZone ?? own.timeZone };
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(value);
  return (
    // The browser may abbreviate months by newer conventions than the server; what the server wrote stays.
    <time dateTime={value} className={className} suppressHydrationWarning>
      {isDay
        ? formatDay(value, where.locale)
        : withTime
          ? formatInstant(value, where)
          : formatInstantDay(value, where)}
    </time>
  );
}
