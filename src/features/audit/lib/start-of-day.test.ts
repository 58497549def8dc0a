import { expect, test } from "vitest";
import { startOfDay } from "@/features/audit/lib/start-of-day";

test.each([
  ["2026-07-18", "UTC", "2026-07-18T00:00:00.000Z"],
  ["2026-07-18", "Europe/Berlin", "2026-07-17T22:00:00.000Z"],
  ["2026-01-18", "America/Los_Angeles", "2026-01-18T08:00:00.000Z"],
  ["2026-01-18", "Asia/Kathmandu", "2026-01-17T18:15:00.000Z"],
  // The clocks change later on these days.
  ["2026-03-29", "Europe/Berlin", "2026-03-28T23:00:00.000Z"],
  ["2026-10-25", "Europe/Berlin", "2026-10-24T22:00:00.000Z"],
  ["2026-03-30", "Europe/Berlin", "2026-03-29T22:00:00.000Z"],
])("%s in %s begins at %s", (day, zone, instant) => {
  expect(startOfDay(day, zone)).toBe(instant);
});
