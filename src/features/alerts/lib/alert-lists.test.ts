import { describe, expect, test } from "vitest";
import { alertListSchema, acknowledgeSchema } from "../schema";
import { pageOf } from "./alert-page";
import { standing } from "./alert-words";
import { todayIn } from "./today";

const look = { currency: "EUR", locale: "en-US" };
const row = (id: number, level = "critical") => ({ id, status: "open" as const, level });

describe("a page of alerts", () => {
  test("goes on behind its last row when more were found", () => {
    const page = pageOf([row(9, "over_budget"), row(8), row(7)], {
      size: 2,
      backwards: false,
      entered: false,
    });
    expect(page).toEqual({ rows: [row(9, "over_budget"), row(8)], before: null, after: "2.8" });
  });

  test("read backwards is turned round, and leads forward again", () => {
    const page = pageOf([row(5), row(6), row(7)], { size: 2, backwards: true, entered: true });
    expect(page).toEqual({ rows: [row(6), row(5)], before: "2.6", after: "2.5" });
  });

  test("of resolved alerts is keyed by age alone", () => {
    const resolved = { id: 4, status: "resolved" as const, level: "over_budget" };
    expect(pageOf([resolved, resolved], { size: 1, backwards: false, entered: true })).toMatchObject({
      before: "0.4",
      after: "0.4",
    });
  });

  test("an empty one leads nowhere", () => {
    expect(pageOf([], { size: 2, backwards: true, entered: true })).toEqual({
      rows: [],
      before: null,
      after: null,
    });
  });
});

test("an address with nonsense shows the open alerts", () => {
  expect(alertListSchema.parse({ status: "x", level: "on_track", after: "1;drop", q: ["a"] })).toEqual({
    status: "open",
  });
});

test("a note is required, a day is not", () => {
  expect(acknowledgeSchema.safeParse({ alertId: "1", note: "  " }).success).toBe(false);
  expect(acknowledgeSchema.parse({ alertId: "1", note: " x ", raiseExpectedBy: "" })).toEqual({
    alertId: "1",
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

test("the day depends on the time zone", () => {
  const instant = new Date("2026-03-01T02:00:00Z");
  expect(todayIn("UTC", instant)).toBe("2026-03-01");
  expect(todayIn("America/Chicago", instant)).toBe("2026-02-28");
});
