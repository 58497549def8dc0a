"use client";

import { useFormats } from "@/components/formats";
import { formatDistance, formatInstant } from "@/libs/formatters";

/** How long ago (or ahead) an instant is, e.g. "3 hours ago", with the exact instant as tooltip. */
export function RelativeTime({
  value,
  now,
  className,
}: {
  /** ISO 8601 instant. */
  value: string;
  /** The moment of drawing, from the page. */
  now: Date;
  className?: string;
}) {
  const formats = useFormats();
  return (
    // The clock moves between drawing on the server and in the browser.
    <time
      dateTime={value}
      title={formatInstant(value, formats)}
      className={className}
      suppressHydrationWarning
    >
      {formatDistance(new Date(value), now)}
    </time>
  );
}
