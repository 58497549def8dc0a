import { expect, test } from "vitest";
import { levelLabel } from "./domain";

test.each([
  ["0.00", "Fully used"],
  ["-0.01", "Over budget"],
  ["0.01", "Over budget"],
  ["100.00", "Over budget"],
  [null, "Over budget"],
])("an order over budget with %s left is told as %s", (remaining, words) => {
  expect(levelLabel("over_budget", remaining)).toBe(words);
});

test("other levels are told as they are, also with nothing left", () => {
  expect(levelLabel("critical", "0.00")).toBe("Critical");
});
