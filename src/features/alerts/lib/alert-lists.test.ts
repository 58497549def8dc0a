import { describe, expect, test } from "vitest";
import { alertListSchema, acknowledgeSchema } from "../schema";
import { alertKey } from "./alert-key";
import { standing } from "./alert-words";

const look = { currency: "EUR", locale: "en-US" };

test("an alert is keyed by its level and age, a resolved one by age alone", () => {
  expect(alertKey({ id: 9, status: "open", level: "over_budget" })).toBe("3.9");
  expect(alertKey({ id: 8, status: "snoozed", level: "critical" })).toBe("2.8");
  expect(alertKey({ id: 4, status: "resolved", level: "over_budget" })).toBe("0.4");
});

test("an address with nonsense shows the open alerts", () => {
  expect(alertListSchema.parse({ status: "x", level: "on_track", after: "1;drop", q: ["a"] })).toEqual({
    status: "open",
  });
});

test("a note is required, a day is not", () => {
  expect(acknowledgeSchema.safeParse({ alertId: "1", seen: "7", note: "  " }).success).toBe(false);
  expect(acknowledgeSchema.parse({ alertId: "1", seen: "7", note: " x ", raiseExpectedBy: "" })).toEqual({
    alertId: "1",
    seen: "7",
    as: "deed",
    note: "x",
    raiseExpectedBy: null,
  });
});

describe("the standing of a purchase order in words", () => {
  const of = (orderValue: string, totalSpent: string, percent: string | null) =>
    standing({ orderValue, totalSpent, percent }, look);

  test("over, just used up, something left, nothing authorised", () => {
    expect(of("100.00", "112.50", "112.50")).toBe(
      "€112.50 was billed against €100.00 authorised: €12.50 too much.",
    );
    expect(of("100.00", "100.00", "100.00")).toBe(
      "All of the €100.00 authorised is billed. Nothing is left.",
    );
    expect(of("100.00", "95.20", "95.20")).toBe("95.20% of the €100.00 authorised is billed. €4.80 is left.");
    expect(of("0.00", "5.00", null)).toBe("€5.00 was billed, although nothing is authorised.");
  });
});
