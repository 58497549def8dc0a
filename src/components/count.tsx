import { numberFormatter } from "@/libs/formatters";

/** How many of something, its thousands grouped as in `locale`, a BCP 47 tag. */
export function Count({ value, locale }: { value: number; locale: string }) {
  // The browser may group by newer conventions than the server; what the server wrote stays.
  return <span suppressHydrationWarning>{numberFormatter(locale).format(value)}</span>;
}
