import { ArrowRight } from "lucide-react";
import { Money } from "@/components/money";
import { cn } from "@/libs/class-names";
import { centsToDecimal, decimalToCents } from "@/libs/money";

export type MoneyFormat = { currency: string; locale: string };

/** The difference of two amounts with its sign; "no change" when there is none. Null counts as nothing. */
export function MoneyDifference({
  before,
  after,
  format,
  className,
}: {
  before: string | null;
  after: string | null;
  format: MoneyFormat;
  className?: string;
}) {
  const difference = decimalToCents(after ?? "0") - decimalToCents(before ?? "0");
  if (difference === 0n) return <span className={cn("text-muted-foreground", className)}>no change</span>;
  return (
    <span className={cn("money", className)}>
      {difference > 0n ? "+" : ""}
      <Money value={centsToDecimal(difference)} {...format} />
    </span>
  );
}

/** An amount before and after, or once when it stays. */
export function MoneyChange({
  before,
  after,
  format,
}: {
  before: string | null;
  after: string | null;
  format: MoneyFormat;
}) {
  if (before === after) return <Money value={after} {...format} className="text-muted-foreground" />;
  return (
    <span className="inline-flex flex-wrap items-center justify-end gap-x-1.5">
      <Money value={before} {...format} className="text-muted-foreground" />
      <ArrowRight aria-hidden className="size-3.5 shrink-0 text-muted-foreground" />
      <span className="sr-only">becomes</span>
      <Money value={after} {...format} className="font-medium" />
    </span>
  );
}
