import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { defaultThresholds, levelOf, thresholdProblem, utilizationPercent } from "@/libs/utilization";

const level = (orderValue: bigint, totalSpent: bigint) => levelOf({ orderValue, totalSpent });
const percent = (orderValue: bigint, totalSpent: bigint) => utilizationPercent({ orderValue, totalSpent });

describe("levelOf", () => {
  it("starts each level exactly at its threshold", () => {
    expect([7499n, 7500n, 8999n, 9000n, 9999n, 10000n].map((spent) => level(10000n, spent))).toEqual([
      "on_track",
      "warning",
      "warning",
      "critical",
      "critical",
      "over_budget",
    ]);
  });

  it("judges the exact ratio where the rounded percentage already shows the threshold", () => {
    const value = 10n ** 18n - 1n;
    const spent = (value * 3n) / 4n;
    expect(percent(value, spent)).toBe("75.00");
    expect(level(value, spent)).toBe("on_track");
    expect(level(value, spent + 1n)).toBe("warning");
  });

  it("treats spend without authorisation as over budget, and no spend as on track", () => {
    expect([level(0n, 1n), level(0n, 0n), level(0n, -1n), level(100n, -1n)]).toEqual([
      "over_budget",
      "on_track",
      "on_track",
      "on_track",
    ]);
  });

  it("honours thresholds with two decimals", () => {
    const thresholds = { warning: 33.33, critical: 80.07, overBudget: 110.5 };
    expect(levelOf({ orderValue: 10000n, totalSpent: 3332n }, thresholds)).toBe("on_track");
    expect(levelOf({ orderValue: 10000n, totalSpent: 3333n }, thresholds)).toBe("warning");
    expect(levelOf({ orderValue: 10000n, totalSpent: 11049n }, thresholds)).toBe("critical");
    expect(levelOf({ orderValue: 10000n, totalSpent: 11050n }, thresholds)).toBe("over_budget");
  });

  it("never falls when spend rises and never rises when the value rises", () => {
    const order = ["on_track", "warning", "critical", "over_budget"];
    const cents = fc.bigInt({ min: 0n, max: 10n ** 18n - 1n });
    fc.assert(
      fc.property(cents, cents, cents, (value, spent, more) => {
        const rank = (orderValue: bigint, totalSpent: bigint) => order.indexOf(level(orderValue, totalSpent));
        expect(rank(value, spent + more)).toBeGreaterThanOrEqual(rank(value, spent));
        expect(rank(value + more, spent)).toBeLessThanOrEqual(rank(value, spent));
      }),
    );
  });
});

describe("thresholdProblem", () => {
  it("accepts the defaults and refuses sets that do not rise", () => {
    expect(thresholdProblem(defaultThresholds)).toBeNull();
    const sets: [number, number, number][] = [
      [75, 75, 100],
      [90, 75, 100],
      [75, 100, 100],
      [0, 90, 100],
      [Number.NaN, 90, 100],
      [75.001, 90, 100],
      [75, 90, 1000],
    ];
    for (const [warning, critical, overBudget] of sets) {
      expect(thresholdProblem({ warning, critical, overBudget })).not.toBeNull();
      expect(() => levelOf({ orderValue: 1n, totalSpent: 1n }, { warning, critical, overBudget })).toThrow(
        RangeError,
      );
    }
  });
});

describe("utilizationPercent", () => {
  it("rounds half away from zero and has no upper limit", () => {
    expect(percent(100000n, 12345n)).toBe("12.35");
    expect(percent(100000n, -12345n)).toBe("-12.35");
    expect(percent(1n, 10n ** 18n - 1n)).toBe("99999999999999999900.00");
    expect(percent(10n ** 18n - 1n, -1n)).toBe("0.00");
    expect([percent(0n, 5n), percent(-1n, 5n)]).toEqual([null, null]);
  });

  it("is within half a hundredth of the exact ratio", () => {
    const value = fc.bigInt({ min: 1n, max: 10n ** 18n - 1n });
    const spent = fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n });
    fc.assert(
      fc.property(value, spent, (orderValue, totalSpent) => {
        const hundredths = BigInt((percent(orderValue, totalSpent) ?? "").replace(".", ""));
        const doubled = (hundredths * orderValue - totalSpent * 10_000n) * 2n;
        expect(doubled <= orderValue && -doubled <= orderValue).toBe(true);
      }),
    );
  });
});
