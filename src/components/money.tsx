import { cn } from "@/libs/class-names";
import { numberFormatter } from "@/libs/formatters";

type MoneyFormat = {
  /** ISO 4217 code of the organization's currency. */
  currency: string;
  locale?: string;
  /** "compact" shortens to about three digits ("€625M"), for headline figures. */
  notation?: "standard" | "compact";
};

/**
 * Formats a decimal string such as "1234.50" without passing through a float, so that no cent is lost.
 * Throws a RangeError when `currency` is not a three-letter code.
 */
export function formatMoney(
  value: string,
  { currency, locale = "en-US", notation = "standard" }: MoneyFormat,
): string {
  const digits = notation === "compact" ? { maximumSignificantDigits: 4 } : {};
  const format = numberFormatter(locale, { style: "currency", currency, notation, ...digits });
  return format.format(value as Intl.StringNumericLiteral);
}

/** An amount of money; a dash where there is none. The exact amount of a compact one is its tooltip. */
export function Money({
  value,
  className,
  ...format
}: MoneyFormat & { value: string | null; className?: string }) {
  if (value === null) {
    return (
      <span className={cn("text-muted-foreground", className)}>
        <span aria-hidden>–</span>
        <span className="sr-only">none</span>
      </span>
    );
  }
  const exact = formatMoney(value, { ...format, notation: "standard" });
  return (
    <data
      value={value}
      className={cn("money", className)}
      // The browser may write an amount by newer conventions than the server; what the server wrote stays.
      suppressHydrationWarning
      title={format.notation === "compact" ? exact : undefined}
    >
      {format.notation === "compact" ? formatMoney(value, format) : exact}
    </data>
  );
}
