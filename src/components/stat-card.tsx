import { ArrowDown, ArrowUp, Minus } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";

import { Hint } from "@/components/hint";
import { cn } from "@/libs/class-names";

export type StatChange = {
  direction: "up" | "down" | "none";
  /** The size of the change without its sign, e.g. "12" or "€4,200.00". */
  amount: ReactNode;
  /** Whether the change is welcome; decides the colour only. */
  meaning?: "good" | "bad" | "neutral";
};

const directions = {
  up: { icon: ArrowUp, word: "up" },
  down: { icon: ArrowDown, word: "down" },
  none: { icon: Minus, word: "unchanged" },
} as const;

const meanings = {
  good: "text-level-on-track-text",
  bad: "text-level-over-budget-text",
  neutral: "text-muted-foreground",
} as const;

type StatCardProps = {
  label: string;
  value: ReactNode;
  /** Change since last week; null when there is no week to compare with. */
  change?: StatChange | null;
  /** How the number is made, in words that need no training. */
  hint: ReactNode;
  /** The rows behind the number. */
  href?: string;
  className?: string;
};

/** One headline figure that explains itself and leads to its rows. */
export function StatCard({ label, value, change, hint, href, className }: StatCardProps) {
  const { icon: Icon, word } = directions[change?.direction ?? "none"];
  return (
    <div
      className={cn(
        "relative flex min-w-0 flex-col gap-1 rounded-lg border bg-card p-3.5 shadow-xs",
        href && "hover:border-input",
        className,
      )}
    >
      <div className="flex items-center justify-between gap-2 text-[0.8125rem] text-muted-foreground">
        {href ? (
          <Link href={href} className="rounded-sm after:absolute after:inset-0 after:rounded-lg">
            {label}
          </Link>
        ) : (
          <span>{label}</span>
        )}
        <Hint about={label} className="z-10 -my-1 -mr-1">
          {hint}
        </Hint>
      </div>
      <p className="relative z-10 w-fit text-xl leading-tight font-semibold tracking-tight tabular-nums">
        {value}
      </p>
      {change === undefined ? null : change === null ? (
        <p className="text-xs text-muted-foreground">No earlier week to compare with</p>
      ) : (
        <p className={cn("flex flex-wrap items-center gap-1 text-xs", meanings[change.meaning ?? "neutral"])}>
          <Icon aria-hidden className="size-3.5" />
          <span className={cn(change.direction !== "none" && "sr-only")}>{word}</span>
          {change.direction === "none" ? null : (
            <span className="font-medium tabular-nums">{change.amount}</span>
          )}
          <span className="text-muted-foreground">since last week</span>
        </p>
      )}
    </div>
  );
}
