import { decimalToCents } from "@/libs/money";

/** Each value's share of the sum of all, 0 to 100, for widths of bars; negative values have none. */
export function shares(values: readonly bigint[]): number[] {
  const kept = values.map((value) => (value > 0n ? value : 0n));
  const sum = kept.reduce((a, b) => a + b, 0n);
  // Hundredths of a percent are finer than a pixel, so the float that CSS wants loses nothing.
  return kept.map((value) => (sum === 0n ? 0 : Number((value * 10_000n) / sum) / 100));
}

/**
 * Where bars of these amounts (decimal strings) stand on an axis that holds zero and all of them: the height of the
 * zero line above the axis' foot, and each bar's height, both in percent of the axis.
 */
export function barScale(amounts: readonly string[]): { zero: number; heights: number[]; top: string } {
  const cents = amounts.map(decimalToCents);
  const highest = cents.reduce((a, b) => (b > a ? b : a), 0n);
  const lowest = cents.reduce((a, b) => (b < a ? b : a), 0n);
  const range = highest - lowest;
  const percent = (value: bigint) => (range === 0n ? 0 : Number((value * 10_000n) / range) / 100);
  return {
    zero: percent(-lowest),
    heights: cents.map((value) => percent(value < 0n ? -value : value)),
    top: amounts[cents.indexOf(highest)] ?? "0.00",
  };
}
