"use client";

import { useFormats } from "@/components/formats";
import { counted, formatCount } from "@/libs/formatters";

/** How many of something, as its reader groups thousands. `of`: with its word, such as "survey"; `many`, if not with an s. */
export function Count({ value, of, many }: { value: number; of?: string; many?: string }) {
  const { locale } = useFormats();
  // The browser may group by newer conventions than the server; what the server wrote stays.
  return (
    <span suppressHydrationWarning>
      {of === undefined ? formatCount(value, locale) : counted(value, of, many, locale)}
    </span>
  );
}
