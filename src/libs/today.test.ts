import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { todayIn } from "./today";

describe("todayIn", () => {
  it("is the day at the organization's place, to the minute around its midnight", () => {
    const at = (instant: string, zone: string) => todayIn(zone, new Date(instant));
    expect(at("2026-03-01T23:30:00Z", "UTC")).toBe("2026-03-01");
    expect(at("2026-03-01T23:30:00Z", "Europe/Vienna")).toBe("2026-03-02");
    // Fourteen hours ahead of UTC, and ten behind.
    expect(at("2026-03-01T09:59:00Z", "Pacific/Kiritimati")).toBe("2026-03-01");
    expect(at("2026-03-01T10:00:00Z", "Pacific/Kiritimati")).toBe("2026-03-02");
    expect(at("2026-03-01T09:59:00Z", "Pacific/Honolulu")).toBe("2026-02-28");
    expect(at("2026-03-01T10:00:00Z", "Pacific/Honolulu")).toBe("2026-03-01");
  });

  it("is the only way in which the application asks for the day", () => {
    const files = readdirSync("src", { recursive: true, encoding: "utf8" }).filter((name) =>
      /(?<!\.test)\.tsx?$/.test(name),
    );
    expect(files.length).toBeGreaterThan(200);
    const byUtc = files.filter((name) =>
      /new Date\(\)\s*\.toISOString\(\)\s*\.slice|Date\.now\(\)\)\s*\.toISOString\(\)\s*\.slice|\bcurrent_date\b|now\(\)::date/.test(
        readFileSync(join("src", name), "utf8"),
      ),
    );
    expect(byUtc).toEqual([]);
  });
});
