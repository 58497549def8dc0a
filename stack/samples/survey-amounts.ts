import type { Draw } from "./random";
import { STREAM } from "./random";

/** The field of a survey's own draws that says how large it is within its order. */
export const SIZE_FIELD = 32;

/** Lines with fewer surveys have no credits, so that a credit never exceeds what it corrects. */
const FEWEST_FOR_CREDITS = 4;
const CREDIT_SHARE = 0.013;

/**
 * Splits `spentCents` into `count` whole-cent totals that add up to it exactly. About 1 % of all are credits
 * (negative), and about a third are round, as hand-made claims are. `firstIndex` is the first survey's coordinate.
 */
export function splitSpend(draw: Draw, spentCents: number, count: number, firstIndex: number): number[] {
  const u = (position: number, field: number) => draw(STREAM.share, firstIndex + position, field);
  const last = count - 1;
  const size = (position: number) => draw(STREAM.survey + 1, firstIndex + position, SIZE_FIELD);
  const weights = Array.from({ length: count }, (_, position) => {
    const isCredit = count >= FEWEST_FOR_CREDITS && position < last && u(position, 0) < CREDIT_SHARE;
    return isCredit ? -1 - Math.floor(30 * size(position)) : 20 + Math.floor(480 * size(position) ** 2);
  });
  const total = weights.reduce((sum, weight) => sum + weight, 0);

  let rest = spentCents;
  const amounts = weights.map((weight, position) => {
    if (position === last) return rest;
    const step = u(position, 1) < 0.15 ? 100 : u(position, 1) < 0.35 ? 10 : 1;
    // Rounded down, credits too, so that what is left for the last survey is never negative through rounding.
    const cents = Math.floor((spentCents * weight) / total / step) * step;
    rest -= cents;
    return cents;
  });
  return amounts;
}
