import { cn } from "@/libs/class-names";
import { formatMoney, type MoneyFormat } from "@/libs/money";

/** An amount of money; a dash where there is none. A rounded one tells the exact amount to whoever points at it, reaches it by keyboard or listens. */
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
  const shown = formatMoney(value, format);
  if (shown !== exact) {
    return (
      <data value={value} tabIndex={0} data-exact={exact} className={cn("money rounded-figure", className)}>
        <span aria-hidden suppressHydrationWarning>
          {shown}
        </span>
        <span className="sr-only" suppressHydrationWarning>
          {exact}
        </span>
      </data>
    );
  }
  return (
    // The browser may write an amount by newer conventions than the server; what the server wrote stays.
    <data value={value} className={cn("money", className)} suppressHydrationWarning>
      {shown}
    </data>
  );
}
