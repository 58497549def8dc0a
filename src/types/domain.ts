/** How much of its authorised value a purchase order has used up; ordered from best to worst. */
export type UtilizationLevel = "on_track" | "warning" | "critical" | "over_budget";

/** The words shown for a level. Levels are never told apart by colour alone. */
export const utilizationLevelLabel: Readonly<Record<UtilizationLevel, string>> = {
  on_track: "On track",
  warning: "Warning",
  critical: "Critical",
  over_budget: "Over budget",
};

/**
 * The words for the level of one order. At exactly 100 % all of the authorized value is used, and nothing too much: the
 * level is "over_budget", the words are not.
 * @param remaining authorized less spent, as exact decimal text; a rounded percentage can't tell
 */
export function levelLabel(level: UtilizationLevel, remaining: string | null | undefined): string {
  const isUsedUp = remaining !== null && remaining !== undefined && /^-?0+(?:\.0+)?$/.test(remaining);
  return level === "over_budget" && isUsedUp ? "Fully used" : utilizationLevelLabel[level];
}
