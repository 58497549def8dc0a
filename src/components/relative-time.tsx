import { dateFormatter } from "@/libs/formatters";

const SECOND = 1000;
const steps: ReadonlyArray<readonly [unit: Intl.RelativeTimeFormatUnit, milliseconds: number]> = [
  ["year", 365.25 * 86_400 * SECOND],
  ["month", 30.44 * 86_400 * SECOND],
  ["day", 86_400 * SECOND],
  ["hour", 3_600 * SECOND],
  ["minute", 60 * SECOND],
];

/** How long ago (or ahead) an instant is, e.g. "3 hours ago", with the exact instant as tooltip. */
export function RelativeTime({
  value,
  now,
  locale = "en-GB",
  className,
}: {
  /** ISO 8601 instant. */
  value: string;
  /** The moment of drawing, from the page. */
  now: Date;
  locale?: string;
  className?: string;
}) {
  const instant = new Date(value);
  const distance = instant.getTime() - now.getTime();
  const step = steps.find(([, size]) => Math.abs(distance) >= size);
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: "auto" });
  const text = step ? relative.format(Math.round(distance / step[1]), step[0]) : "just now";
  const exact = dateFormatter(locale, { dateStyle: "medium", timeStyle: "short", timeZone: "UTC" });
  return (
    // The clock moves between drawing on the server and in the browser.
    <time
      dateTime={value}
      title={`${exact.format(instant)} UTC`}
      className={className}
      suppressHydrationWarning
    >
      {text}
    </time>
  );
}
