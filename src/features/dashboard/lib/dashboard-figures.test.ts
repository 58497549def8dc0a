import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { centsToDecimal } from "@/libs/money";
import { barScale, shares } from "./shares";
import { waitingSince } from "./waiting";
import { countChange, moneyChange, moneyDifference } from "./week-change";

describe("change since last week", () => {
  test("counts and money say which way they went and how far, without a sign", () => {
    expect(countChange(12, 9)).toEqual({ direction: "up", size: 3 });
    expect(countChange(9, 12)).toEqual({ direction: "down", size: 3 });
    expect(countChange(9, 9)).toEqual({ direction: "none", size: 0 });
    expect(moneyChange("-0.10")).toEqual({ direction: "down", size: "0.10" });
    expect(moneyChange("0.00")).toEqual({ direction: "none", size: "0.00" });
    expect(moneyDifference("0.30", "0.10")).toBe("0.20");
  });
});

describe("widths and heights", () => {
  test("shares are of the positive sum, and of nothing when there is nothing", () => {
    expect(shares([1n, 3n])).toEqual([25, 75]);
    expect(shares([0n, 0n])).toEqual([0, 0]);
    expect(shares([-5n, 5n])).toEqual([0, 100]);
  });

  test("a week of credits hangs below the zero line", () => {
    expect(barScale(["75.00", "-25.00", "0.00"])).toEqual({ zero: 25, heights: [75, 25, 0], top: "75.00" });
  });

  test("every bar stays within the axis", () => {
    const amount = fc.bigInt({ min: -(10n ** 17n), max: 10n ** 17n }).map(centsToDecimal);
    fc.assert(
      fc.property(fc.array(amount, { minLength: 1, maxLength: 13 }), (amounts) => {
        const { zero, heights } = barScale(amounts);
        amounts.forEach((value, index) => {
          const room = value.startsWith("-") ? zero : 100 - zero;
          expect(heights[index]).toBeGreaterThanOrEqual(0);
          expect(heights[index]).toBeLessThanOrEqual(room + 0.02);
        });
      }),
    );
  });
});

test("what waited thirty days adds the later bands and leaves out what has no date", () => {
  const stage = {
    stage: "accepted" as const,
    count: 7,
    total: "70.00",
    oldest_days: 95,
    bands: [
      { band: 0, count: 4, total: "40.00" },
      { band: 1, count: 1, total: "10.10" },
      { band: 3, count: 1, total: "10.20" },
      { band: null, count: 1, total: "9.70" },
    ],
  };
  expect(waitingSince(stage, 1)).toEqual({ count: 2, total: "20.30" });
  expect(waitingSince(undefined, 1)).toEqual({ count: 0, total: "0.00" });
});
