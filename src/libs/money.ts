/**
 * Exact money. An amount is a bigint of cents in memory and a canonical decimal string ("1234.50") at the
 * edges; it never passes through a binary float. The limit is that of numeric(18,2): |amount| < 10^16.
 */
import { numberFormatter } from "@/libs/formatters";

/** Why a value is not an amount. "ambiguous": it reads as two different amounts, and we never guess. */
export type MoneyFailureReason = "empty" | "not_a_number" | "ambiguous" | "out_of_range";
export type MoneyResult = { ok: true; cents: bigint } | { ok: false; reason: MoneyFailureReason };

const limitInCents = 10n ** 18n;
const canonical = /^(-?)(0|[1-9]\d{0,15})(?:\.(\d{1,2}))?$/;
const lexicalNumber = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,4}))?$/;

const failure = (reason: MoneyFailureReason): MoneyResult => ({ ok: false, reason });

/**
 * Reads a canonical decimal string: optional minus, no leading zeros, a point and at most two decimals.
 * This is the form that the database and our own code write; null for anything else.
 */
export function parseMoney(text: string): bigint | null {
  const match = canonical.exec(text);
  if (!match) return null;
  const cents = BigInt((match[2] ?? "") + (match[3] ?? "").padEnd(2, "0"));
  return match[1] === "-" ? -cents : cents;
}

/** As parseMoney, for values that are known to be amounts, such as database columns. Throws a RangeError otherwise. */
export function decimalToCents(decimal: string): bigint {
  const cents = parseMoney(decimal);
  if (cents === null) throw new RangeError(`Not a decimal amount: ${JSON.stringify(decimal)}`);
  return cents;
}

/** Writes cents as a decimal string with exactly two decimals: 123450n → "1234.50". */
export function centsToDecimal(cents: bigint): string {
  const digits = (cents < 0n ? -cents : cents).toString().padStart(3, "0");
  return `${cents < 0n ? "-" : ""}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/**
 * Reads the digits of a number cell as the workbook stores them: "1234.5", "1234.5600000000001", "1E3".
 * Rounds half away from zero to cents, on the digits themselves.
 */
export function moneyFromLexical(lexical: string): MoneyResult {
  const match = lexicalNumber.exec(lexical);
  if (!match) return failure("not_a_number");
  const integer = match[2] ?? "";
  const fraction = match[3] ?? "";
  if (integer === "" && fraction === "") return failure("not_a_number");
  const digits = (integer + fraction).replace(/^0+/, "");
  if (digits === "") return { ok: true, cents: 0n };

  const shift = Number(match[4] ?? 0) - fraction.length + 2;
  // 18 digits of cents is the limit; the check comes first, so that "1E9999" never builds a huge number.
  if (digits.length + shift > 18) return failure("out_of_range");
  let cents: bigint;
  if (shift >= 0) {
    cents = BigInt(digits + "0".repeat(shift));
  } else {
    const kept = digits.length + shift;
    cents = kept <= 0 ? 0n : BigInt(digits.slice(0, kept));
    if (kept >= 0 && digits.charCodeAt(kept) >= 53) cents += 1n;
  }
  if (cents >= limitInCents) return failure("out_of_range");
  return { ok: true, cents: match[1] === "-" ? -cents : cents };
}

/** How money is written: an ISO 4217 code, a BCP 47 tag, and whether it may be rounded. */
export interface MoneyFormat {
  currency: string;
  locale: string;
  /** "compact" shortens to three digits and a word ("$5.35M"), for headline figures. Lists never round. */
  notation?: "standard" | "compact";
}

/**
 * Shows a decimal string as money, exactly: a string keeps every digit, where a number would round above 2^53. Cents are
 * left out only where the currency has none and the amount neither. Throws a RangeError on an unknown currency, locale
 * or amount.
 */
export function formatMoney(decimal: string, { currency, locale, notation }: MoneyFormat): string {
  if (!/^-?\d+(?:\.\d{1,2})?$/.test(decimal))
    throw new RangeError(`Not a decimal amount: ${JSON.stringify(decimal)}`);
  const amount = decimal as Intl.StringNumericLiteral;
  const style = { style: "currency", currency } as const;
  if (notation === "compact") {
    const parts = numberFormatter(locale, { ...style, notation, maximumSignificantDigits: 3 }).formatToParts(
      amount,
    );
    // Some languages have no word for thousands; without one, nobody would see that digits are gone.
    if (parts.some(({ type }) => type === "compact")) return parts.map(({ value }) => value).join("");
  }
  const hasCents = /\.(?!0+$)/.test(decimal);
  return numberFormatter(locale, hasCents ? { ...style, minimumFractionDigits: 2 } : style).format(amount);
}
