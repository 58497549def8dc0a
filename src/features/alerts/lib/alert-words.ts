import { type AlertCause, type AlertFacts, causeSentence } from "@/libs/alert-cause";
import { centsToDecimal, decimalToCents, formatMoney } from "@/libs/money";

type Figures = { orderValue: string; totalSpent: string; percent: string | null };

/**
 * Says in one plain sentence how a purchase order stands. Money as decimal strings, percent as the database
 * rounds it; null when nothing is authorised.
 */
export function standing(
  { orderValue, totalSpent, percent }: Figures,
  look: { currency: string; locale: string },
): string {
  const left = decimalToCents(orderValue) - decimalToCents(totalSpent);
  const spent = formatMoney(totalSpent, look);
  const value = formatMoney(orderValue, look);
  if (percent === null) return `${spent} was billed, although nothing is authorised.`;
  if (left < 0n)
    return `${spent} was billed against ${value} authorised: ${formatMoney(centsToDecimal(-left), look)} too much.`;
  if (left === 0n) return `All of the ${value} authorised is billed. Nothing is left.`;
  return `${percent}% of the ${value} authorised is billed. ${formatMoney(centsToDecimal(left), look)} is left.`;
}

interface Resolution {
  resolved_cause: AlertCause | null;
  resolved_facts: AlertFacts;
  /** What the person who resolved it wrote. */
  resolved_reason: string | null;
}

/** Why an alert is resolved: its person's words, or what happened to the order. */
export const resolvedBecause = (
  { resolved_cause: cause, resolved_facts: facts, resolved_reason: reason }: Resolution,
  look: { currency: string; locale: string },
): string => reason ?? (cause ? causeSentence(cause, facts, look) : "");

/** Through what an alert opened that no import opened, as few words in a list. */
export const openedWithoutImport = (cause: AlertCause | null): string =>
  cause === "import_undone" ? "an undone import" : "moved thresholds";
