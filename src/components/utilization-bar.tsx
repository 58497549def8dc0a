import type { CSSProperties } from "react";

import { cn } from "@/libs/class-names";
import type { UtilizationThresholds } from "@/libs/utilization";
import { utilizationLevelLabel, type UtilizationLevel } from "@/types/domain";

// The axis ends at 125 % for every bar, so that the 100 % mark lines up down a list and an overrun is visible.
const AXIS_END_PERCENT = 125;

const colors: Record<UtilizationLevel, string> = {
  on_track: "text-level-on-track",
  warning: "text-level-warning",
  critical: "text-level-critical",
  over_budget: "text-level-over-budget",
};

const position = (percent: number) =>
  `${(Math.min(Math.max(percent, 0), AXIS_END_PERCENT) / AXIS_END_PERCENT) * 100}%`;

type UtilizationBarProps = {
  /** Spent as a percentage of authorised, e.g. "103.27", shown as given; null when nothing is authorised. */
  percent: string | null;
  /** Decided on the exact ratio by the caller, never re-derived from the rounded percentage. */
  level: UtilizationLevel;
  /** An organization's own settings. */
  thresholds: UtilizationThresholds;
  /** What is measured, for assistive technology. */
  label?: string;
  /** Hides the figure beside the bar where the figure stands elsewhere. */
  hideText?: boolean;
  className?: string;
};

/** How much of an authorised value is spent, as a bar with the thresholds as ticks and the figure beside it. */
export function UtilizationBar({
  percent,
  level,
  thresholds,
  label = "Utilisation",
  hideText = false,
  className,
}: UtilizationBarProps) {
  // Without an authorised value any spending is beyond the end of the axis.
  const value = percent === null ? (level === "over_budget" ? AXIS_END_PERCENT : 0) : Number(percent);
  const text = percent === null ? "No value" : `${percent}%`;
  return (
    <div className={cn("flex min-w-40 items-center gap-2.5", className)}>
      <div
        role="meter"
        aria-label={label}
        aria-valuemin={Math.min(0, value)}
        aria-valuemax={Math.max(100, value)}
        aria-valuenow={value}
        aria-valuetext={`${percent === null ? "Nothing is authorised" : `${text} of authorised`}, ${utilizationLevelLabel[level]}`}
        className={cn("utilization-meter", colors[level])}
        style={
          {
            "--used": position(value),
            "--warning": position(thresholds.warning),
            "--critical": position(thresholds.critical),
            "--limit": position(thresholds.overBudget),
            "--full": position(100),
          } as CSSProperties
        }
      />
      {hideText ? null : (
        // One width for every figure, so that the bars of a list end in one line.
        <span className="money w-16 text-right text-[0.8125rem]">{text}</span>
      )}
    </div>
  );
}
