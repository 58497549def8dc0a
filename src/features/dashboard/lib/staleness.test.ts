import { expect, test } from "vitest";
import { staleness } from "./staleness";

test("figures are called old from two weeks on", () => {
  expect(staleness(null, "2026-11-27")).toBeNull();
  expect(staleness("2026-11-14", "2026-11-27")).toBeNull();
  expect(staleness("2026-11-13", "2026-11-27")).toBe("2 weeks old");
  expect(staleness("2025-11-27", "2026-11-27")).toBe("52 weeks old");
});
