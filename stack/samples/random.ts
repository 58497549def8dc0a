/**
 * A random number in [0, 1) that depends only on the seed and the coordinates, not on what was drawn before.
 * That makes every fact of week n computable without generating weeks 1 to n-1.
 */
export type Draw = (stream: number, index: number, field?: number) => number;

/** One stream per kind of thing, so that equal indexes of two kinds are not correlated. */
export const STREAM = {
  organization: 1,
  header: 2,
  line: 3,
  orderChange: 4,
  share: 5,
  /** Surveys of the first export; those that appear in week k use `survey + k`, so this must be the largest. */
  survey: 100,
} as const;

function scramble(value: number): number {
  let mixed = value;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x7feb352d);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x846ca68b);
  return mixed ^ (mixed >>> 16);
}

/** Takes any safe integer as the seed; the same seed always gives the same function. */
export function createDraw(seed: number): Draw {
  const start = scramble((seed ^ Math.floor(seed / 2 ** 32)) + 0x9e3779b9);
  return (stream, index, field = 0) => {
    let mixed = scramble(start + Math.imul(stream, 0x9e3779b1));
    mixed = scramble(mixed + Math.imul(index + 1, 0x85ebca77));
    mixed = scramble(mixed + Math.imul(field + 1, 0xc2b2ae3d));
    return (mixed >>> 0) / 2 ** 32;
  };
}

/** The element of a non-empty list at position `u` in [0, 1). */
export function pick<T>(list: readonly T[], u: number): T {
  return list[Math.floor(u * list.length)] as T;
}

/** An element chosen with the given weights (which sum to 1; the last element takes what rounding leaves). */
export function pickWeighted<T>(list: readonly (readonly [T, number])[], u: number): T {
  let rest = u;
  for (const [item, weight] of list) {
    if (rest < weight) return item;
    rest -= weight;
  }
  return list.at(-1)![0];
}

/** A standard normal variate from two uniform draws (Box-Muller). */
export function bell(u1: number, u2: number): number {
  return Math.sqrt(-2 * Math.log(1 - u1)) * Math.cos(2 * Math.PI * u2);
}

/** How many weeks an event with this weekly chance lets wait: 0 means it happens in the first possible week. */
export function weeksUntil(chance: number, u: number): number {
  return Math.floor(Math.log(1 - u) / Math.log(1 - chance));
}
