import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import {
  counted,
  formatDay,
  formatDayOfYear,
  formatDistance,
  formatInstant,
  formatMonth,
} from "@/libs/formatters";

test("dates and counts are written as the reader chose", () => {
  expect([
    formatDay("2027-09-12", "en-US"),
    formatDay("2027-09-12", "en-GB"),
    formatDay("2027-09-12", "de-DE"),
  ]).toEqual(["Sep 12, 2027", "12 Sept 2027", "12. Sept. 2027"]);
  expect([formatMonth("2026-11-01", "en-US"), formatDayOfYear("2026-11-27", "en-US")]).toEqual([
    "Nov 2026",
    "Nov 27",
  ]);
  expect(formatInstant("2026-11-27T14:30:00Z", { locale: "en-US", timeZone: "America/New_York" })).toBe(
    "Nov 27, 2026, 09:30 AM EST",
  );
  expect([counted(1, "survey"), counted(2557, "survey"), counted(2557, "row", "rows", "de-DE")]).toEqual([
    "1 survey",
    "2,557 surveys",
    "2.557 rows",
  ]);
});

test("a distance in time is told in the unit that fits", () => {
  const now = new Date("2026-11-27T12:00:00Z");
  const told = (instant: string) => formatDistance(new Date(instant), now);
  expect(told("2026-11-27T11:59:40Z")).toBe("just now");
  expect(told("2026-11-27T09:00:00Z")).toBe("3 hours ago");
  expect(told("2026-11-29T12:00:00Z")).toBe("in 2 days");
});

test("nothing else in the application writes numbers or dates for people", () => {
  const files = readdirSync("src", { recursive: true, encoding: "utf8" }).filter(
    (path) => /\.tsx?$/.test(path) && !/\.test\.tsx?$/.test(path) && path !== join("libs", "formatters.ts"),
  );
  expect(files.length).toBeGreaterThan(400);
  const others = files.filter((path) =>
    /\.toLocale(?:Date|Time)?String\(|new Intl\.(?:NumberFormat|DateTimeFormat|RelativeTimeFormat)\b/.test(
      readFileSync(join("src", path), "utf8"),
    ),
  );
  expect(others).toEqual([]);
});
