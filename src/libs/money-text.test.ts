import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { centsToDecimal } from "@/libs/money";
import { moneyFromText } from "@/libs/money-text";
import type { DecimalSeparator } from "@/libs/money-text";

function read(text: string, decimal: DecimalSeparator = "auto") {
  const result = moneyFromText(text, { decimal });
  return result.ok ? centsToDecimal(result.cents) : result.reason;
}

describe("moneyFromText", () => {
  it.each([
    ["1234.50", "1234.50"],
    ["1,234.50", "1234.50"],
    ["1.234,50", "1234.50"],
    ["1.234.567", "1234567.00"],
    ["1,234,567.8", "1234567.80"],
    ["1\u00a0234,50", "1234.50"],
    ["1\u202f234\u202f567.5", "1234567.50"],
    ["1'234'567.50", "1234567.50"],
    ["1’234,5", "1234.50"],
    ["1 234.567", "1234.57"],
    ["1234,567", "1234.57"],
    ["0.125", "0.13"],
    [".5", "0.50"],
    ["(1,234.50)", "-1234.50"],
    ["1.234,50-", "-1234.50"],
    ["\u22125,00", "-5.00"],
    ["€ 1.234,50", "1234.50"],
    ["€ (5.00)", "-5.00"],
    ["(€5.00)", "-5.00"],
    ["-US$5.00", "-5.00"],
    ["USD -5.00", "-5.00"],
    ["1.234,50 EUR", "1234.50"],
    ["1E3", "1000.00"],
    ["1.5E+3", "1500.00"],
    ["  7 ", "7.00"],
  ])("reads %j as %s", (text, expected) => {
    expect(read(text)).toBe(expected);
  });

  it.each(["1.234", "1,234", "12,345", "999.999", "-1.234", "€ 1,234"])("never guesses %j", (text) => {
    expect(read(text)).toBe("ambiguous");
  });

  it("takes the decimal separator from the setting", () => {
    expect([read("1.234", "point"), read("1,234", "point")]).toEqual(["1.23", "1234.00"]);
    expect([read("1.234", "comma"), read("1,234", "comma")]).toEqual(["1234.00", "1.23"]);
    expect([read("1.234,50", "point"), read("1,234.50", "comma")]).toEqual(["not_a_number", "not_a_number"]);
  });

  it.each([
    "abc",
    "?",
    "-",
    "--5",
    "(-5)",
    "-5-",
    "Qty 5",
    "1 2",
    "12 34",
    "1,2,3",
    "1.2.3,4",
    "12,34,567",
    "5 %",
    "1/2",
  ])("refuses %j", (text) => {
    expect(read(text)).toBe("not_a_number");
  });

  it("tells empty text and amounts that do not fit apart", () => {
    expect([read(" \u00a0"), read("10000000000000000,00")]).toEqual(["empty", "out_of_range"]);
  });

  it("reads what any European or American locale writes", () => {
    const cents = fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n });
    const locale = fc.constantFrom("en-US", "de-DE", "fr-FR", "de-CH", "sv-SE", "pl-PL", "en-GB");
    fc.assert(
      fc.property(cents, locale, (amount, tag) => {
        const decimal = centsToDecimal(amount);
        const format = new Intl.NumberFormat(tag, { style: "currency", currency: "EUR" });
        expect(read(format.format(decimal as `${number}`))).toBe(decimal === "-0.00" ? "0.00" : decimal);
      }),
    );
  });

  it("never throws, whatever the text", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "binary" }),
        fc.constantFrom<DecimalSeparator>("auto", "point", "comma"),
        (text, decimal) => {
          expect(typeof moneyFromText(text, { decimal }).ok).toBe("boolean");
        },
      ),
    );
  });
});
