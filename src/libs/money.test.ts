import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { commonLocales } from "@/libs/locales";
import { centsToDecimal, decimalToCents, formatMoney, moneyFromLexical, parseMoney } from "@/libs/money";

const limit = 10n ** 18n;
const amounts = fc.bigInt({ min: 1n - limit, max: limit - 1n });

describe("canonical decimals", () => {
  it("read and write the same amount", () => {
    fc.assert(
      fc.property(amounts, (cents) => {
        expect(parseMoney(centsToDecimal(cents))).toBe(cents);
        expect(decimalToCents(centsToDecimal(cents))).toBe(cents);
      }),
    );
  });

  it("accept fewer decimals and refuse every other form", () => {
    expect([parseMoney("12"), parseMoney("12.5"), parseMoney("-0.05")]).toEqual([1200n, 1250n, -5n]);
    for (const text of ["", " 1", "1.", ".5", "01", "1.234", "1e3", "+1", "1,5", "10000000000000000", "NaN"])
      expect(parseMoney(text), text).toBeNull();
    expect(() => decimalToCents("x")).toThrow(RangeError);
  });

  it("always carry two decimals", () => {
    expect([0n, 5n, -5n, 123450n].map(centsToDecimal)).toEqual(["0.00", "0.05", "-0.05", "1234.50"]);
  });
});

describe("moneyFromLexical", () => {
  const decimalOf = (lexical: string) => {
    const result = moneyFromLexical(lexical);
    return result.ok ? centsToDecimal(result.cents) : result.reason;
  };

  it("rounds half away from zero on the digits themselves", () => {
    expect(decimalOf("1234.5")).toBe("1234.50");
    expect(decimalOf("1234.5600000000001")).toBe("1234.56");
    expect(decimalOf("-0.005")).toBe("-0.01");
    expect(decimalOf("0.00499999")).toBe("0.00");
    expect(decimalOf("2.675")).toBe("2.68");
    expect(decimalOf("-0")).toBe("0.00");
  });

  it("understands exponents", () => {
    expect(decimalOf("1E3")).toBe("1000.00");
    expect(decimalOf("1.5e-2")).toBe("0.02");
    expect(decimalOf("5E-3")).toBe("0.01");
    expect(decimalOf("5E-4")).toBe("0.00");
    expect(decimalOf("1E-9999")).toBe("0.00");
    expect(decimalOf("1.2345678901234567E15")).toBe("1234567890123456.70");
  });

  it("refuses what is too large or no number", () => {
    expect(decimalOf("9999999999999999.99")).toBe("9999999999999999.99");
    expect(decimalOf("9999999999999999.995")).toBe("out_of_range");
    expect(decimalOf("1E16")).toBe("out_of_range");
    expect(decimalOf("1E9999")).toBe("out_of_range");
    for (const text of ["", ".", "-", "1.2.3", "0x10", "1,5", " 1", "Infinity"])
      expect(decimalOf(text), text).toBe("not_a_number");
  });

  it("agrees with scaled integer arithmetic for any digits and exponent", () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 0n, max: 10n ** 17n }),
        fc.integer({ min: -25, max: 0 }),
        (digits, exponent) => {
          const scale = 10n ** BigInt(-exponent);
          const cents = (digits * 200n + scale) / (scale * 2n);
          expect(moneyFromLexical(`${digits}E${exponent}`)).toEqual(
            cents < limit ? { ok: true, cents } : { ok: false, reason: "out_of_range" },
          );
        },
      ),
    );
  });
});

describe("formatMoney", () => {
  it("keeps every digit of amounts beyond a double's precision", () => {
    expect(formatMoney("9007199254740993.01", { currency: "USD", locale: "en-US" })).toBe(
      "$9,007,199,254,740,993.01",
    );
    expect(formatMoney("-1234.5", { currency: "EUR", locale: "de-DE" })).toBe("-1.234,50\u00a0€");
  });

  it("writes cents as the currency does, and never rounds them away", () => {
    const yen = (amount: string) => formatMoney(amount, { currency: "JPY", locale: "en-US" });
    expect([yen("1234.00"), yen("1234.50")]).toEqual(["¥1,234", "¥1,234.50"]);
  });

  it("rounds only where a word or letter shows it: otherwise the compact text is the exact one", () => {
    const short = (amount: string, locale: string) =>
      formatMoney(amount, { currency: "USD", locale, notation: "compact" });
    expect([short("5345000.12", "en-US"), short("21359.03", "en-US"), short("21359.03", "de-DE")]).toEqual([
      "$5.35M",
      "$21.4K",
      "21.359,03\u00a0$",
    ]);
    const locale = fc.constantFrom(...commonLocales);
    const cents = fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n });
    fc.assert(
      fc.property(cents, locale, fc.constantFrom("USD", "EUR", "JPY"), (amount, tag, currency) => {
        const decimal = centsToDecimal(amount);
        const compact = formatMoney(decimal, { currency, locale: tag, notation: "compact" });
        const exact = formatMoney(decimal, { currency, locale: tag });
        // Beyond digits and the currency, a word or letter has to stand in it.
        const words = (text: string) => text.replaceAll(/[\d\s.,'’\u00a0\u202f-]/g, "");
        if (words(compact) === words(exact)) expect(compact).toBe(exact);
      }),
      { numRuns: 2000 },
    );
  });

  it("throws on what is not an amount", () => {
    expect(() => formatMoney("12,5", { currency: "USD", locale: "en-US" })).toThrow(RangeError);
  });
});
