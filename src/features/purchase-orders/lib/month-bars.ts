import type { BillingMonth } from "@/features/purchase-orders/detail-queries";
import { decimalToCents } from "@/libs/money";

/** A month with the share (0 to 100) of the largest month's amount, by size whatever the sign, for drawing only. */
export type MonthBar = BillingMonth & { share: number; isCredit: boolean };

export function monthBars(months: readonly BillingMonth[]): MonthBar[] {
  const cents = months.map(({ total }) => decimalToCents(total));
  const sizes = cents.map((amount) => (amount < 0n ? -amount : amount));
  const largest = sizes.reduce((most, size) => (size > most ? size : most), 0n);
  return months.map((month, index) => ({
    ...month,
    // In tenths of a percent first, because the amounts themselves may not fit a float.
    share: largest === 0n ? 0 : Number(((sizes[index] ?? 0n) * 1000n) / largest) / 10,
    isCredit: (cents[index] ?? 0n) < 0n,
  }));
}

/** The last day of the month that begins on `firstDay`; both ISO text. */
export function lastDayOfMonth(firstDay: string): string {
  const [year, month] = firstDay.split("-").map(Number);
  return new Date(Date.UTC(year ?? 0, month ?? 0, 0)).toISOString().slice(0, 10);
}
