import { dateFormatter } from "@/libs/formatters";

type DateTextProps = {
  /** ISO 8601: a day ("2024-07-18"), which has no time zone, or an instant ("2024-07-18T09:30:00Z"). */
  value: string | null;
  /** Shows hours and minutes and names the time zone; for instants only. */
  withTime?: boolean;
  timeZone?: string;
  /** The default names the month, so that day and month can't be mixed up. */
  locale?: string;
  className?: string;
};

/** A day or an instant in words; a dash where there is none. */
export function DateText({
  value,
  withTime = false,
  timeZone = "UTC",
  locale = "en-GB",
  className,
}: DateTextProps) {
  if (value === null) {
    return (
      <span className={className}>
        <span aria-hidden>–</span>
        <span className="sr-only">no date</span>
      </span>
    );
  }
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(value);
  const format = dateFormatter(locale, {
    day: "numeric",
    month: "short",
    year: "numeric",
    timeZone: isDay ? "UTC" : timeZone,
    ...(withTime && !isDay ? { hour: "2-digit", minute: "2-digit", timeZoneName: "short" } : {}),
  });
  return (
    // The browser may abbreviate months by newer conventions than the server; what the server wrote stays.
    <time dateTime={value} className={className} suppressHydrationWarning>
      {format.format(new Date(value))}
    </time>
  );
}
