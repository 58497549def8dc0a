import type { Draw } from "./random";
import { bell, pick, pickWeighted, STREAM } from "./random";

type Lifecycle = "open" | "completed" | "canceled";

export interface OrderFinances {
  lifecycle: Lifecycle;
  status: string;
  valueCents: number;
  /** What the surveys of the first export add up to; 0 when there are none. */
  spentCents: number;
  /** Share of all survey rows, relative to other lines; 0 for a line without surveys. */
  surveyWeight: number;
  /** Holds money nobody plans to bill, so it is never billed against or raised. */
  placeholder: boolean;
}

interface Position {
  /** Lines in the file of week 1, and the line's place among them (null for a line that is not there). */
  orders: number;
  place: number | null;
  /** Age of the order, 1 for the oldest; 0 or less for one that appears after week 1. */
  age: number;
}

const PLACEHOLDER_CENTS = 10_000_000_000;
const MEDIAN_VALUE = 75_000;
const VALUE_SPREAD = 1.4;
const LARGEST_VALUE = 9_000_000;

const STATUSES = {
  open: [
    ["Release EDI", 0.48],
    ["Processing", 0.4],
    ["Imported", 0.12],
  ],
  completed: [["Completed", 1]],
  canceled: [
    ["SAP canceled", 0.55],
    ["Contractor canceled", 0.28],
    ["Rejected", 0.17],
  ],
} as const;

/** Ratio of spent to authorised: a share of the lines, and the range that they are spread over. */
type Band = readonly [range: readonly [number, number] | null, share: number];

/** Equal ends are the exact thresholds, where a rounded ratio would give another level. */
const BANDS: Record<Lifecycle, readonly Band[]> = {
  open: [
    [null, 0.35],
    [[1.002, 1.2], 0.026],
    [[1, 1], 0.004],
    [[0.9, 0.9], 0.003],
    [[0.9, 0.99995], 0.047],
    [[0.75, 0.75], 0.003],
    [[0.75, 0.9], 0.077],
    [[0.02, 0.7499], 0.49],
  ],
  completed: [
    [null, 0.05],
    [[1.0002, 1.06], 0.02],
    [[1, 1], 0.02],
    [[0.6, 0.92], 0.11],
    [[0.93, 0.9999], 0.8],
  ],
  canceled: [
    [null, 0.75],
    [[0.02, 0.5], 0.25],
  ],
};

/** Value, lifecycle and spend of line `index`. */
export function drawFinances(draw: Draw, index: number, position: Position): OrderFinances {
  const u = (field: number) => draw(STREAM.line, index, field);
  const { orders, place, age } = position;
  if (place === Math.floor(orders * 0.4))
    return { ...unbilled("Processing", PLACEHOLDER_CENTS), placeholder: true };
  if (age <= 0) return unbilled(pickWeighted(STATUSES.open, u(1)), drawValue(u));
  if (place !== null && place % 400 === 7) {
    // Two in three orders of value 0 have surveys, which makes them over budget rather than 0 %.
    const spentCents = place % 1200 === 7 ? 0 : 10_000 + Math.floor(250_000 * u(0));
    return { ...unbilled("Release EDI", 0), spentCents, surveyWeight: spentCents > 0 ? 0.2 : 0 };
  }

  const lifecycle = place === null ? "open" : drawLifecycle(age, u(2));
  const band = place === null ? ([0.3, 0.7] as const) : pickWeighted(BANDS[lifecycle], u(3));
  const status = pickWeighted(STATUSES[lifecycle], u(1));
  const valueCents = drawValue(u);
  if (band === null) return { ...unbilled(status, valueCents), lifecycle };
  const [low, high] = band;
  // Whole hundred-thousandths, so that the exact thresholds stay exact in integer arithmetic.
  const ratio = Math.floor((low + (high - low) * u(4)) * 100_000);
  return {
    lifecycle,
    status,
    valueCents,
    spentCents: Math.floor((valueCents * ratio) / 100_000),
    surveyWeight: drawWeight(u, valueCents),
    placeholder: false,
  };
}

/** An open order that nothing was billed against. */
function unbilled(status: string, valueCents: number): OrderFinances {
  return { lifecycle: "open", status, valueCents, spentCents: 0, surveyWeight: 0, placeholder: false };
}

/** Old orders are mostly completed, young ones mostly open. */
function drawLifecycle(age: number, u: number): Lifecycle {
  const canceled = 0.08;
  if (u < canceled) return "canceled";
  return u < canceled + 0.1 + 0.72 * Math.max(0, 1 - age) ? "open" : "completed";
}

/** Log-normal, as order values are: many small ones, a few in the millions. */
function drawValue(u: (field: number) => number): number {
  const value = Math.min(LARGEST_VALUE, MEDIAN_VALUE * Math.exp(VALUE_SPREAD * bell(u(10), u(11))));
  // The smallest step is a multiple of 20 cents, of which 75 % and 90 % are whole cents.
  const step = pick([100_000, 100_000, 10_000, 100, 20], u(12));
  return Math.max(50_000, Math.round((value * 100) / step) * step);
}

/** Larger orders are billed in more surveys, but not in proportion. */
function drawWeight(u: (field: number) => number, valueCents: number): number {
  const size = Math.min(4, Math.max(0.4, Math.sqrt(valueCents / 100 / MEDIAN_VALUE)));
  return size * (0.5 + Math.min(3, Math.exp(0.6 * bell(u(13), u(14)))));
}
