import { cn } from "@/libs/class-names";
import { utilizationLevelLabel, type UtilizationLevel } from "@/types/domain";

/** Percent of the authorised value at which the levels begin; an organization's own settings. */
export type UtilizationThresholds = { warning: number; critical: number; overBudget: number };

// The axis ends at 125 % for every bar, so that the 100 % mark lines up down a list and an overrun is visible.
const AXIS_END_PERCENT = 125;

const fills: Record<UtilizationLevel, string> = {
  on_track: "fill-level-on-track",
  warning: "fill-level-warning",
  critical: "fill-level-critical",
  over_budget: "fill-level-over-budget",
};

const position = (percent: number) => `${(Math.min(percent, AXIS_END_PERCENT) / AXIS_END_PERCENT) * 100}%`;

type UtilizationBarProps = {
  /** Spent as a percentage of authorised, e.g. "103.27", shown as given; null when nothing is authorised. */
  percent: string | null;
  /** Decided on the exact ratio by the caller, never re-derived from the rounded percentage. */
  level: UtilizationLevel;
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
  const withinBudget = Math.min(Math.max(value, 0), 100);
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
        className="min-w-16 flex-1"
      >
        <svg aria-hidden className="block h-2.5 w-full overflow-hidden rounded-sm" focusable="false">
          <rect width="100%" height="100%" className="fill-muted" />
          <rect width={position(withinBudget)} height="100%" className={fills[level]} />
          {value > 100 ? (
            <rect
              x={position(100)}
              width={position(value - 100)}
              height="100%"
              className="fill-level-over-budget-text"
            />
          ) : null}
          {[thresholds.warning, thresholds.critical].map((tick) => (
            <rect key={tick} x={position(tick)} width="1" height="100%" className="fill-foreground/45" />
          ))}
          <rect x={position(thresholds.overBudget)} width="2" height="100%" className="fill-foreground" />
        </svg>
      </div>
      {hideText ? null : (
        // One width for every figure, so that the bars of a list end in one line.
        <span className="money w-16 shrink-0 text-right text-[0.8125rem]">{text}</span>
      )}
    </div>
  );
}
