import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isDateFormat } from "./number-formats";
import { normalizeIsoDate, serialToIso } from "./serial-dates";

describe("number formats", () => {
  test.each([
    "m/d/yyyy",
    "[$-409]m/d/yy h:mm AM/PM;@",
    "yyyy\\-mm\\-dd",
    'dd". "mmmm',
    "[Red][>1]d.m.yy;0",
    "hh:mm:ss",
    "mm:ss.0",
    "YYYY",
  ])("%s shows a date", (code) => {
    expect(isDateFormat(code)).toBe(true);
  });

  test.each([
    "General",
    "0.00",
    "#,##0;[Red]-#,##0",
    '0 "days"',
    "0\\d",
    "0_d",
    "*d0",
    "0.00E+00",
    "@",
    "[h]:mm:ss",
    "[Magenta]0",
    "[$USD] 0",
    '"unclosed d',
  ])("%s shows none", (code) => {
    expect(isDateFormat(code)).toBe(false);
  });
});

describe("serial numbers", () => {
  test("every second from March 1900 comes back from its serial", () => {
    const seconds = fc.integer({ min: Date.UTC(1900, 2, 1) / 1000, max: Date.UTC(9999, 11, 31) / 1000 });
    fc.assert(
      fc.property(seconds, fc.boolean(), (second, isDate1904) => {
        const serial = second / 86_400 + (isDate1904 ? 24_107 : 25_569);
        const iso = new Date(second * 1000).toISOString().slice(0, 19).replace("T00:00:00", "");
        const expected = serial < 0 ? undefined : iso;
        expect(serialToIso(serial, isDate1904)).toBe(expected);
      }),
      { numRuns: 2_000 },
    );
  });

  test.each([
    [0, "1899-12-31"],
    [0.5, "1899-12-31T12:00:00"],
    [59.999_999, undefined],
    [45_000.999_999, "2023-03-16"],
    [Number.NaN, undefined],
    [Number.POSITIVE_INFINITY, undefined],
  ])("%d is %s", (serial, iso) => {
    expect(serialToIso(serial, false)).toBe(iso);
  });

  test.each([
    ["2026-03-31T23:59:59.6", "2026-04-01"],
    ["2026-03-31T10:00+02:00", "2026-03-31T10:00:00"],
    ["2024-02-29", "2024-02-29"],
    ["2023-02-29", undefined],
    ["2023-02-29T10:00", undefined],
    ["2023-13-01", undefined],
    ["13:45:00", undefined],
    ["yesterday", undefined],
  ])("the ISO date %s is %s", (text, iso) => {
    expect(normalizeIsoDate(text)).toBe(iso);
  });
});
