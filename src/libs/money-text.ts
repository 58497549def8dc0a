import { moneyFromLexical } from "@/libs/money";
import type { MoneyResult } from "@/libs/money";

/** Which character separates the cents in text cells; "auto" takes it from the text or fails as ambiguous. */
export type DecimalSeparator = "point" | "comma" | "auto";

const currencyCodes = new Set(Intl.supportedValuesOf("currency"));
const currencyInFront = /^(?:\p{Lu}{0,2}\p{Sc}|([A-Za-z]{3})(?![A-Za-z])) */u;
const currencyBehind = / *(?:\p{Sc}|(?<![A-Za-z])([A-Za-z]{3}))$/u;
const notANumber: MoneyResult = { ok: false, reason: "not_a_number" };

/** Takes a currency sign or ISO code off either end; other words stay, so that they make the text no number. */
function withoutCurrency(text: string): string {
  const strip = (found: string, code: string | undefined) =>
    code === undefined || currencyCodes.has(code.toUpperCase()) ? "" : found;
  return text.replace(currencyInFront, strip).replace(currencyBehind, strip);
}

/** Takes the sign off: leading or trailing minus or plus, or parentheses. Null when signs contradict each other. */
function splitSign(text: string): { negative: boolean; rest: string } | null {
  // The currency may stand outside the sign or inside it: "-€ 5", "€ -5", "€ (5)", "(€ 5)".
  let rest = withoutCurrency(text);
  let negative = false;
  let signs = 0;
  const parenthesised = /^\((.*)\)$/.exec(rest);
  if (parenthesised) {
    rest = (parenthesised[1] ?? "").trim();
    negative = true;
    signs += 1;
  }
  rest = withoutCurrency(rest);
  const leading = /^[-+]\s*/.exec(rest);
  if (leading) {
    rest = rest.slice(leading[0].length);
    negative ||= leading[0].startsWith("-");
    signs += 1;
  }
  rest = withoutCurrency(rest);
  if (rest.endsWith("-")) {
    rest = rest.slice(0, -1).trimEnd();
    negative = true;
    signs += 1;
  }
  return signs > 1 ? null : { negative, rest };
}

/** Groups of three digits after a first group of one to three that does not start with zero. */
function ungroup(integer: string, separator: string): string | null {
  const groups = integer.split(separator);
  const wellFormed = groups.every((group, index) => (index === 0 ? /^[1-9]\d{0,2}$/ : /^\d{3}$/).test(group));
  return wellFormed ? groups.join("") : null;
}

/** Decides which of the two characters separates the cents in `text`; null when it can be either. */
function decimalOf(text: string, grouped: boolean): "." | "," | "none" | null {
  const point = text.lastIndexOf(".");
  const comma = text.lastIndexOf(",");
  if (point >= 0 && comma >= 0) return point > comma ? "." : ",";
  const mark = point >= 0 ? "." : ",";
  const at = Math.max(point, comma);
  if (at < 0 || text.indexOf(mark) !== at) return "none";
  const looksLikeGroup = /^[1-9]\d{0,2}[.,]\d{3}$/.test(text);
  return looksLikeGroup && !grouped ? null : mark;
}

/**
 * Reads an amount from a text cell: "1 234,50", "€ 1'234.50", "(1,234.50)", "1.234,50-", "1E3".
 * Spaces (also non-breaking) and apostrophes group thousands in every setting. Under "auto", "1.234" and
 * "1,234" are ambiguous.
 */
export function moneyFromText(text: string, { decimal }: { decimal: DecimalSeparator }): MoneyResult {
  const plain = text
    .replace(/[\s\u200b]+/g, " ")
    .replace(/\u2212/g, "-")
    .trim();
  if (plain === "") return { ok: false, reason: "empty" };
  const signed = splitSign(plain);
  if (!signed) return notANumber;
  const parts = /^([\d., '’]*?)(?:[eE]([+-]?\d{1,4}))?$/.exec(signed.rest);
  if (!parts) return notANumber;
  const number = parts[1] ?? "";
  const exponent = parts[2];
  const universal = /[ '’]/.exec(number)?.[0];

  let mark: "." | "," | "none" | null;
  if (decimal === "point") mark = ".";
  else if (decimal === "comma") mark = ",";
  else mark = decimalOf(number, universal !== undefined || exponent !== undefined);
  if (mark === null) return { ok: false, reason: "ambiguous" };

  const pieces = mark === "none" ? [number] : number.split(mark);
  if (pieces.length > 2) return notANumber;
  let integer = pieces[0] ?? "";
  const fraction = pieces[1] ?? "";
  if (!/^\d*$/.test(fraction)) return notANumber;
  if (!/^\d*$/.test(integer)) {
    const separator = universal ?? /[.,]/.exec(integer)?.[0] ?? "";
    const joined = ungroup(integer, separator);
    if (joined === null) return notANumber;
    integer = joined;
  }
  const sign = signed.negative ? "-" : "";
  return moneyFromLexical(`${sign}${integer}.${fraction}${exponent === undefined ? "" : `E${exponent}`}`);
}
