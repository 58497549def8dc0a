import { expect, test } from "vitest";
import { timeZoneChoices } from "./regional-choices";
import { guessFormats } from "./browser-formats";

test("a browser's language and time zone suggest currency, format and zone by their present names", () => {
  expect(guessFormats("en-US", "America/Chicago")).toEqual({
    locale: "en-US",
    currency: "USD",
    timeZone: "America/Chicago",
  });
  expect(guessFormats("en-IN", "Asia/Calcutta")).toEqual({
    locale: "en-IN",
    currency: "INR",
    timeZone: "Asia/Kolkata",
  });
  expect(guessFormats("de", undefined)).toEqual({ locale: "de-DE", currency: "EUR", timeZone: undefined });
  expect(guessFormats("sw-KE", "Africa/Nairobi")).toEqual({
    locale: undefined,
    currency: undefined,
    timeZone: "Africa/Nairobi",
  });
});

test("time zones are offered by their present names, once each", () => {
  const names = timeZoneChoices("Asia/Calcutta").map(({ value }) => value);
  expect(names).toContain("Asia/Kolkata");
  expect(names).not.toContain("Asia/Calcutta");
  expect(new Set(names).size).toBe(names.length);
});
