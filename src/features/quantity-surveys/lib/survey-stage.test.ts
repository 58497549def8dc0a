import { describe, expect, it } from "vitest";
import { daysInStage, isUninvoicedTooLong } from "@/features/quantity-surveys/lib/survey-stage";

const accepted = {
  stage: "accepted",
  created_date: "2026-01-01",
  transferred_date: "2026-01-05",
  accepted_date: "2026-01-10",
  invoice_date: null,
} as const;

describe("daysInStage", () => {
  it("counts from the day on which the stage was entered", () => {
    expect(daysInStage(accepted, "2026-02-09")).toBe(30);
  });

  it("counts from the last known step when that day is unknown", () => {
    expect(daysInStage({ ...accepted, accepted_date: null }, "2026-01-06")).toBe(1);
    expect(daysInStage({ ...accepted, stage: "created", created_date: null }, "2026-01-06")).toBeNull();
  });

  it("is nothing for a posted survey, and never negative", () => {
    expect(daysInStage({ ...accepted, stage: "posted" }, "2026-02-09")).toBeNull();
    expect(daysInStage(accepted, "2026-01-01")).toBe(0);
  });
});

describe("isUninvoicedTooLong", () => {
  it("begins on the thirtieth day after acceptance", () => {
    expect(isUninvoicedTooLong(accepted, "2026-02-08")).toBe(false);
    expect(isUninvoicedTooLong(accepted, "2026-02-09")).toBe(true);
  });

  it("is about accepted surveys only", () => {
    expect(isUninvoicedTooLong({ ...accepted, stage: "invoiced" }, "2026-12-31")).toBe(false);
  });
});
