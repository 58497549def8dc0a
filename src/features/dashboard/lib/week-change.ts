import { centsToDecimal, decimalToCents } from "@/libs/money";

export type Direction = "up" | "down" | "none";

const directionOf = (difference: bigint): Direction =>
  difference > 0n ? "up" : difference < 0n ? "down" : "none";

/** How a count moved, with the size of the move. */
export function countChange(now: number, before: number): { direction: Direction; size: number } {
  return { direction: directionOf(BigInt(now - before)), size: Math.abs(now - before) };
}

/** How an amount moved, from its signed change as a decimal string; the size has no sign. */
export function moneyChange(change: string): { direction: Direction; size: string } {
  const cents = decimalToCents(change);
  return { direction: directionOf(cents), size: centsToDecimal(cents < 0n ? -cents : cents) };
}

/** `now` less `before`, both decimal strings. */
export function moneyDifference(now: string, before: string): string {
  return centsToDecimal(decimalToCents(now) - decimalToCents(before));
}
