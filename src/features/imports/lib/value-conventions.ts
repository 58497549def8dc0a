import type { ValueOptions } from "@/features/imports/lib/cell-values";
import type { ColumnDefinition } from "@/features/imports/lib/columns";
import { parseDateText } from "@/libs/calendar-date";
import { centsToDecimal } from "@/libs/money";
import { moneyFromText } from "@/libs/money-text";

export type DateReading = "dmy" | "mdy";
export type DecimalReading = "point" | "comma";

/** A text cell and how it reads under each convention: an ISO date, a decimal amount, or null where it makes none. */
export type Example<Reading extends string> = {
  row: number;
  header: string;
  field: string;
  text: string;
  readings: Record<Reading, string | null>;
};

/** What the text cells of one type show of the convention by which they were written. */
export type Evidence<Reading extends string> = {
  /** Cells that make sense under this reading alone. */
  votes: Record<Reading, number>;
  /** The first of them, by reading. */
  proofs: Partial<Record<Reading, Example<Reading>>>;
  /** Cells that make sense either way, with different values; the first few as examples. */
  doubtful: { count: number; examples: Example<Reading>[] };
};

export type FileEvidence = { dates: Evidence<DateReading>; decimals: Evidence<DecimalReading> };

/** How the text cells of a file are read, and who says so; null where nothing needed to be said. */
export type Decided<Reading extends string> = {
  use: Reading | "auto";
  by: "person" | "file" | "remembered" | null;
};

/** "ask": the cells can be read in two ways, and neither the file nor anybody has said in which. */
type Decision<Reading extends string> = Decided<Reading> | "ask";

const mostExamples = 5;
const longestExample = 60;
const noDoubt = /^(?:\s*|-?\d+|\d{4}-\d\d-\d\d.*)$/;

/** Collects evidence cell by cell. Only text cells count: number and date cells can be read in one way. */
export class ConventionWitness {
  readonly evidence: FileEvidence = {
    dates: { votes: { dmy: 0, mdy: 0 }, proofs: {}, doubtful: { count: 0, examples: [] } },
    decimals: { votes: { point: 0, comma: 0 }, proofs: {}, doubtful: { count: 0, examples: [] } },
  };

  /** Whether any cell so far cannot be read under these options. */
  leavesDoubt({ dateOrder, decimal }: ValueOptions): boolean {
    const { dates, decimals } = this.evidence;
    return (
      (dateOrder === "auto" && dates.doubtful.count > 0) ||
      (decimal === "auto" && decimals.doubtful.count > 0)
    );
  }

  look(
    text: string,
    definition: Pick<ColumnDefinition, "field" | "type">,
    row: number,
    header: string,
  ): void {
    if (noDoubt.test(text)) return;
    const place = { row, header, field: definition.field, text: text.trim().slice(0, longestExample) };
    if (definition.type === "date") {
      const readings = { dmy: dateOf(text, "dmy"), mdy: dateOf(text, "mdy") };
      note(this.evidence.dates, { ...place, readings }, parseDateText(text, { order: "auto" }));
    } else if (definition.type === "money") {
      const readings = { point: amountOf(text, "point"), comma: amountOf(text, "comma") };
      note(this.evidence.decimals, { ...place, readings }, moneyFromText(text, { decimal: "auto" }));
    }
  }
}

function note<Reading extends string>(
  evidence: Evidence<Reading>,
  example: Example<Reading>,
  unaided: { ok: boolean; reason?: string },
): void {
  if (!unaided.ok && unaided.reason === "ambiguous") {
    evidence.doubtful.count += 1;
    if (evidence.doubtful.examples.length < mostExamples) evidence.doubtful.examples.push(example);
    return;
  }
  const possible = (Object.keys(example.readings) as Reading[]).filter(
    (key) => example.readings[key] !== null,
  );
  const [only] = possible;
  if (only === undefined || possible.length > 1) return;
  evidence.votes[only] += 1;
  evidence.proofs[only] ??= example;
}

function dateOf(text: string, order: DateReading): string | null {
  const date = parseDateText(text, { order });
  return date.ok ? date.date : null;
}

function amountOf(text: string, decimal: DecimalReading): string | null {
  const amount = moneyFromText(text, { decimal });
  return amount.ok ? centsToDecimal(amount.cents) : null;
}

/**
 * Decides by which convention a file is read: what a person said of this file; else what all its other cells prove;
 * else, when they prove nothing, what was said of earlier files. Contradicting proofs are for a person to judge.
 */
export function decideConvention<Reading extends string>(
  { votes, doubtful }: Evidence<Reading>,
  { chosen, remembered }: { chosen: Reading | null; remembered: Reading | null },
): Decision<Reading> {
  if (chosen !== null) return { use: chosen, by: "person" };
  const proven = (Object.keys(votes) as Reading[]).filter((reading) => votes[reading] > 0);
  const [only] = proven;
  if (doubtful.count === 0) return { use: "auto", by: null };
  if (only !== undefined && proven.length === 1) return { use: only, by: "file" };
  if (proven.length === 0 && remembered !== null) return { use: remembered, by: "remembered" };
  return "ask";
}

/** The cell that shows best what a convention does: one in doubt, else one that proves a reading; null without text cells. */
export function bestExample<Reading extends string>({
  doubtful,
  proofs,
}: Evidence<Reading>): Example<Reading> | null {
  return doubtful.examples[0] ?? Object.values<Example<Reading> | undefined>(proofs)[0] ?? null;
}
