import type { UtilizationLevel } from "@/types/domain";

/** Where each level starts, in percent of the authorised value, with at most two decimals. */
export type UtilizationThresholds = { warning: number; critical: number; overBudget: number };

/** Amounts in cents. */
export type UtilizationAmounts = { orderValue: bigint; totalSpent: bigint };

export const defaultThresholds: Readonly<UtilizationThresholds> = {
  warning: 75,
  critical: 90,
  overBudget: 100,
};

/** What is wrong with a set of thresholds, as a sentence for the form that edits them; null when they are usable. */
export function thresholdProblem({ warning, critical, overBudget }: UtilizationThresholds): string | null {
  for (const percent of [warning, critical, overBudget]) {
    if (!Number.isFinite(percent) || percent <= 0 || percent >= 1000)
      return "Each threshold must be above 0 % and below 1000 %.";
    if (Number(percent.toFixed(2)) !== percent) return "A threshold can have two decimals at most.";
  }
  if (warning >= critical || critical >= overBudget)
    return "The thresholds must rise: warning below critical, critical below over budget.";
  return null;
}

/**
 * The level of a purchase order, on the exact ratio of spent to authorised (never on the rounded percentage).
 * An order value of zero with anything spent is over budget; nothing spent, or less than nothing, is on track.
 * The twin of private.level_of in the database. Throws a RangeError when the thresholds are not usable.
 */
export function levelOf(
  { orderValue, totalSpent }: UtilizationAmounts,
  thresholds: Readonly<UtilizationThresholds> = defaultThresholds,
): UtilizationLevel {
  const problem = thresholdProblem(thresholds);
  if (problem) throw new RangeError(problem);
  if (totalSpent <= 0n) return "on_track";
  if (orderValue <= 0n) return "over_budget";
  // spent / value >= percent / 100  ⇔  spent × 100 × 100 >= hundredths of a percent × value
  const spent = totalSpent * 10_000n;
  const reaches = (percent: number) => spent >= BigInt(Math.round(percent * 100)) * orderValue;
  if (reaches(thresholds.overBudget)) return "over_budget";
  if (reaches(thresholds.critical)) return "critical";
  if (reaches(thresholds.warning)) return "warning";
  return "on_track";
}

/**
 * Spent as a percentage of the order value, for display: two decimals, half away from zero, as PostgreSQL's
 * round(numeric, 2) does. Null when nothing is authorised, because no percentage says anything then.
 */
export function utilizationPercent({ orderValue, totalSpent }: UtilizationAmounts): string | null {
  if (orderValue <= 0n) return null;
  const negative = totalSpent < 0n;
  const numerator = (negative ? -totalSpent : totalSpent) * 10_000n;
  const hundredths = (numerator * 2n + orderValue) / (orderValue * 2n);
  const digits = hundredths.toString().padStart(3, "0");
  return `${negative && hundredths > 0n ? "-" : ""}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
