import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays, dateFromSerial, daysBetween, isIsoDate, parseDateText } from "@/libs/calendar-date";
import type { DateOrder } from "@/libs/calendar-date";

function read(text: string, order: DateOrder = "auto") {
  const result = parseDateText(text, { order });
  return result.ok ? result.date : result.reason;
}

const dates = fc.integer({ min: 0, max: 44_193 }).map((days) => addDays("1980-01-01", days));

describe("parseDateText", () => {
  it.each([
    ["2026-03-04", "2026-03-04"],
    ["2026/3/4", "2026-03-04"],
    ["2026-03-04T10:30:00.000Z", "2026-03-04"],
    ["2026-03-04 10:30:00+02:00", "2026-03-04"],
    ["4.3.2026", "2026-03-04"],
    ["04.03.2026 23:59", "2026-03-04"],
    ["13/04/2026", "2026-04-13"],
    ["04/13/2026 1:05:09 PM", "2026-04-13"],
    ["4/4/2026", "2026-04-04"],
    ["29.02.2024", "2024-02-29"],
    ["\u00a031-12-2026\u00a0", "2026-12-31"],
  ])("reads %j as %s", (text, expected) => {
    expect(read(text)).toBe(expected);
  });

  it("never guesses which of two numbers is the day", () => {
    expect(read("03/04/2026")).toBe("ambiguous");
    expect(read("03/04/2026", "dmy")).toBe("2026-04-03");
    expect(read("03/04/2026", "mdy")).toBe("2026-03-04");
    expect(read("13/04/2026", "mdy")).toBe("not_a_date");
  });

  it.each([
    "29.02.2023",
    "31/04/2026",
    "2026-13-01",
    "4.3.26",
    "1/2",
    "tomorrow",
    "?",
    "45000",
    "2026-03/04",
    "00.01.2026",
  ])("refuses %j", (text) => {
    expect(read(text)).toBe("not_a_date");
  });

  it("refuses years that no purchase order can have", () => {
    expect([read("0001-01-01"), read("31.12.1979"), read("9999-12-31"), read("3/4/1899")]).toEqual(
      Array(4).fill("out_of_range"),
    );
    expect(read(" ")).toBe("empty");
  });

  it("reads back every way of writing a date", () => {
    fc.assert(
      fc.property(dates, (date) => {
        const [year, month, day] = date.split("-").map(Number);
        expect(read(date)).toBe(date);
        expect(read(`${day}.${month}.${year}`)).toBe(date);
        expect(read(`${day}/${month}/${year} 7:00`, "dmy")).toBe(date);
        expect(read(`${month}/${day}/${year}`, "mdy")).toBe(date);
      }),
    );
  });

  it("never throws, whatever the text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(read(text)).toMatch(/^(\d{4}-\d{2}-\d{2}|empty|not_a_date|ambiguous|out_of_range)$/);
      }),
    );
  });
});

describe("dateFromSerial", () => {
  it("reads the day numbers of spreadsheets", () => {
    expect(dateFromSerial("46085")).toEqual({ ok: true, date: "2026-03-04" });
    expect(dateFromSerial("46085.999988")).toEqual({ ok: true, date: "2026-03-04" });
    expect(dateFromSerial("29221")).toEqual({ ok: true, date: "1980-01-01" });
    expect(dateFromSerial("73415")).toEqual({ ok: true, date: "2100-12-31" });
  });

  it("refuses numbers that are no plausible day", () => {
    for (const serial of ["0", "29220", "73416", "1E9", "20260304"])
      expect(dateFromSerial(serial)).toEqual({ ok: false, reason: "out_of_range" });
    for (const serial of ["", "-1", "abc", "Infinity"])
      expect(dateFromSerial(serial)).toEqual({ ok: false, reason: "not_a_date" });
  });
});

describe("calendar arithmetic", () => {
  it("knows which dates exist", () => {
    expect(["2024-02-29", "0099-12-31"].every(isIsoDate)).toBe(true);
    expect(
      ["2023-02-29", "2100-02-29", "2026-00-10", "0000-01-01", "2026-1-1", "2026-01-01 "].some(isIsoDate),
    ).toBe(false);
  });

  it("moves forth and back by the same number of days", () => {
    expect(addDays("2024-02-28", 2)).toBe("2024-03-01");
    expect(daysBetween("2026-03-01", "2026-02-28")).toBe(-1);
    fc.assert(
      fc.property(dates, fc.integer({ min: -20_000, max: 20_000 }), (date, days) => {
        expect(daysBetween(date, addDays(date, days))).toBe(days);
      }),
    );
  });

  it("throws on what is no date", () => {
    expect(() => addDays("2026-02-30", 1)).toThrow(RangeError);
    expect(() => daysBetween("2026-01-01", "")).toThrow(RangeError);
    expect(() => addDays("9999-12-31", 1)).toThrow(RangeError);
  });
});
