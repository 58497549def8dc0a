import { decimalAmount } from "./money";
import type { OrderLine } from "./order-model";
import type { OrderState } from "./order-state";
import type { Survey } from "./survey-model";

/** What the two files hold, counted from the model and not from the files. Money is a decimal string, `123.45`. */
export interface SampleManifest {
  purchaseOrdersFile: string;
  quantitySurveysFile: string;
  /** The last working day in the data of this week, ISO date. */
  lastWorkingDay: string;
  purchaseOrders: number;
  orderValue: string;
  /** Sum of all order values but those of canceled lines. */
  authorized: string;
  /** Distinct surveys: an exact repeat counts once. */
  quantitySurveys: number;
  /** Data rows of the survey file, repeats included, the blank last row not. */
  rows: number;
  duplicates: number;
  /** Surveys whose purchase order is not in the purchase order file. */
  orphans: number;
  orphanTotal: string;
  /** Sum of all surveys but the orphans. */
  totalSpent: string;
  /** All purchase orders by spent / authorised at 75, 90 and 100 %, completed and canceled ones included. */
  levels: { on_track: number; warning: number; critical: number; over_budget: number };
}

type Level = keyof SampleManifest["levels"];

/** Adds up the model of one export. `listed` are the lines in the purchase order file with their state. */
export function tally(
  listed: readonly (readonly [OrderLine, OrderState])[],
  surveys: readonly Survey[],
): Omit<SampleManifest, "purchaseOrdersFile" | "quantitySurveysFile" | "lastWorkingDay"> {
  const spent = new Map<number, bigint>(listed.map(([line]) => [line.index, 0n]));
  let orphans = 0;
  let orphanTotal = 0n;
  let totalSpent = 0n;
  let duplicates = 0;
  for (const survey of surveys) {
    const cents = BigInt(survey.totalCents);
    const before = spent.get(survey.line.index);
    if (before === undefined) {
      orphans += 1;
      orphanTotal += cents;
    } else {
      spent.set(survey.line.index, before + cents);
      totalSpent += cents;
    }
    if (survey.repeated) duplicates += 1;
  }

  let orderValue = 0n;
  let authorized = 0n;
  const levels = { on_track: 0, warning: 0, critical: 0, over_budget: 0 };
  for (const [line, state] of listed) {
    const value = BigInt(state.valueCents);
    orderValue += value;
    if (line.lifecycle !== "canceled") authorized += value;
    levels[levelOf(spent.get(line.index)!, value)] += 1;
  }
  return {
    purchaseOrders: listed.length,
    orderValue: decimalAmount(orderValue),
    authorized: decimalAmount(authorized),
    quantitySurveys: surveys.length,
    rows: surveys.length + duplicates,
    duplicates,
    orphans,
    orphanTotal: decimalAmount(orphanTotal),
    totalSpent: decimalAmount(totalSpent),
    levels,
  };
}

/** The level on the exact ratio, compared without dividing. */
function levelOf(spent: bigint, authorised: bigint): Level {
  if (spent <= 0n) return "on_track";
  if (spent >= authorised) return "over_budget";
  if (spent * 100n >= authorised * 90n) return "critical";
  return spent * 100n >= authorised * 75n ? "warning" : "on_track";
}
