/** How much of its authorised value a purchase order has used up; ordered from best to worst. */
export type UtilizationLevel = "on_track" | "warning" | "critical" | "over_budget";

/** The words shown for a level. Levels are never told apart by colour alone. */
export const utilizationLevelLabel: Readonly<Record<UtilizationLevel, string>> = {
  on_track: "On track",
  warning: "Warning",
  critical: "Critical",
  over_budget: "Over budget",
};
