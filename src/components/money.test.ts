import { expect, test } from "vitest";

import { formatMoney } from "@/components/money";

test("an amount beyond the precision of a float keeps every cent", () => {
  expect(formatMoney("9999999999999999.99", { currency: "EUR" })).toBe("€9,999,999,999,999,999.99");
  expect(formatMoney("-9007199254740993.01", { currency: "EUR" })).toBe("-€9,007,199,254,740,993.01");
});

test("a headline figure is shortened", () => {
  expect(formatMoney("624900123.45", { currency: "EUR", notation: "compact" })).toBe("€624.9M");
});

test("digits after the point follow the currency", () => {
  expect(formatMoney("1234.50", { currency: "EUR", locale: "de-DE" })).toBe("1.234,50\u00a0€");
  expect(formatMoney("1234", { currency: "JPY" })).toBe("¥1,234");
});
