import { formatDay, numberFormatter } from "@/libs/formatters";
import { decimalToCents, formatMoney } from "@/libs/money";
import type { Database } from "@/types/database";

/** Why an alert took a step; see the type of the database. */
export type AlertCause = Database["public"]["Enums"]["alert_cause"];

type Both<Value> = { before: Value; after: Value };
type Percents = { warning: number; critical: number; over_budget: number };

/** The figures of a cause: of what an import changed, only what moved the level. Money as decimal text, days as ISO text. */
export interface AlertFacts {
  order_value?: Both<string> | undefined;
  spent?: Both<string> | undefined;
  lifecycle?: Both<"open" | "completed" | "canceled"> | undefined;
  withdrawn?: { count: number; total: string } | undefined;
  thresholds?: Both<Percents> | undefined;
  promised?: string | undefined;
  until?: string | undefined;
  acts_kept?: boolean | undefined;
}

interface Telling {
  currency: string;
  locale: string;
  /** Who moved the thresholds, where that is known. */
  who?: string | null;
  /** The file of an import that was undone, where that is known. */
  file?: string | null;
}

/**
 * Says why an alert took a step, in whole sentences: the one wording for pages, mails and stories. Empty for what people
 * do with an alert: their own words stand beside it.
 */
export function causeSentence(cause: AlertCause, facts: AlertFacts, telling: Telling): string {
  switch (cause) {
    case "order_imported":
      return "The order was new in this import, and what is billed against it was known already.";
    case "value_raised":
    case "value_lowered":
    case "spend_rose":
    case "spend_fell":
    case "surveys_withdrawn":
    case "order_closed":
    case "order_reopened":
      return changesByImport(facts, telling);
    case "thresholds_moved":
      return `${telling.who ?? "An admin"} moved the thresholds${thresholdMoves(facts, telling.locale)}.`;
    case "import_undone":
      return (
        `${telling.file ? `The import of ${telling.file}` : "An import"} was undone.` +
        (facts.acts_kept ? " What was done with the alert since then was kept." : "")
      );
    case "promise_passed":
      return facts.promised
        ? `The client was to raise the order value by ${formatDay(facts.promised, telling.locale)}. That day is over.`
        : "The day by which the client was to raise the order value is over.";
    case "snooze_ended":
      return facts.until
        ? `The alert was put aside until ${formatDay(facts.until, telling.locale)}. That day is over.`
        : "The day until which the alert was put aside is over.";
    case "import":
      return "An import changed the order.";
    case "person":
      return "";
  }
}

const rises = ({ before, after }: Both<string>) => decimalToCents(after) > decimalToCents(before);

const lifecycleWords = {
  open: "The client reopened the order.",
  completed: "The client completed the order.",
  canceled: "The client canceled the order.",
} as const;

/** One sentence for each thing that an import did to the order and that moved the level. */
function changesByImport(facts: AlertFacts, telling: Telling): string {
  const money = (amount: string) => formatMoney(amount, telling);
  const { order_value: value, lifecycle, spent, withdrawn } = facts;
  const sentences: string[] = [];
  if (value) {
    const verb = rises(value) ? "raised" : "lowered";
    sentences.push(
      `The client ${verb} the order value from ${money(value.before)} to ${money(value.after)}.`,
    );
  }
  if (lifecycle) sentences.push(lifecycleWords[lifecycle.after]);
  if (withdrawn) {
    const { count } = withdrawn;
    const surveys =
      count === 1 ? "1 quantity survey" : `${numberFormatter(telling.locale).format(count)} quantity surveys`;
    sentences.push(
      `The client withdrew ${surveys}${count === 1 ? " of" : " that add up to"} ${money(withdrawn.total)}.`,
    );
  }
  if (spent) {
    sentences.push(
      `The billed total ${rises(spent) ? "rose" : "fell"} from ${money(spent.before)} to ${money(spent.after)}.`,
    );
  }
  return sentences.join(" ");
}

const thresholdNames = { warning: "warning", critical: "critical", over_budget: "over budget" } as const;

/** ": warning from 75% to 80%", of those that moved. */
function thresholdMoves({ thresholds }: AlertFacts, locale: string): string {
  if (!thresholds) return "";
  const percent = (value: number) =>
    numberFormatter(locale, { style: "percent", maximumFractionDigits: 2 }).format(value / 100);
  const moves = (["warning", "critical", "over_budget"] as const)
    .filter((name) => thresholds.before[name] !== thresholds.after[name])
    .map(
      (name) =>
        `${thresholdNames[name]} from ${percent(thresholds.before[name])} to ${percent(thresholds.after[name])}`,
    );
  return moves.length > 0 ? `: ${moves.join(", ")}` : "";
}
