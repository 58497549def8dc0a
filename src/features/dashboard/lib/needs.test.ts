import { expect, test } from "vitest";
import { needsOf } from "./needs";

const nothing = {
  over_budget: 0,
  critical: 0,
  warning: 0,
  closed: 0,
  worst: [],
  imports: { to_answer: 0, to_confirm: 0, failed: 0, only: null },
};

test("nothing needs anybody only when no alert is open and no import waits or has failed", () => {
  expect(needsOf(nothing, "en-US")).toEqual({ alerts: null, imports: null });
  expect(needsOf({ ...nothing, warning: 1 }, "en-US").alerts).toBe("1 purchase order at the warning level.");
  expect(needsOf({ ...nothing, over_budget: 1200, critical: 2, warning: 3 }, "de-DE").alerts).toBe(
    "1.200 purchase orders over budget, 2 critical, 3 at the warning level.",
  );
  const imports = { to_answer: 1, to_confirm: 2, failed: 1, only: null };
  expect(needsOf({ ...nothing, imports }, "en-US").imports).toBe(
    "1 import waits for an answer, 2 imports wait to be confirmed, 1 import failed.",
  );
});
