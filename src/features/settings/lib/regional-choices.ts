import { formatDay, numberFormatter } from "@/libs/formatters";
import { commonLocales } from "@/libs/locales";
import { presentTimeZone, timeZones } from "@/libs/time-zones";

/** One option of a select. */
export interface Choice {
  value: string;
  label: string;
}

/** Currencies by ISO 4217 code, with the present one even when it is no longer in use. */
export function currencyChoices(present: string): Choice[] {
  const names = new Intl.DisplayNames("en", { type: "currency" });
  return withPresent(Intl.supportedValuesOf("currency"), present).map((code) => ({
    value: code,
    label: `${code} – ${names.of(code) ?? code}`,
  }));
}

/** Number and date formats by BCP 47 tag, each with a sample. */
export function localeChoices(present: string): Choice[] {
  const names = new Intl.DisplayNames("en", { type: "language" });
  return withPresent(commonLocales, present).map((tag) => {
    const number = numberFormatter(tag, { minimumFractionDigits: 2 }).format(1234.5);
    const day = formatDay("2026-03-31", tag);
    return { value: tag, label: `${names.of(tag) ?? tag}: ${number}, ${day}` };
  });
}

/** Time zones by IANA name. */
export function timeZoneChoices(present: string): Choice[] {
  return withPresent(timeZones(), presentTimeZone(present)).map((name) => ({
    value: name,
    label: name.replaceAll("_", " "),
  }));
}

function withPresent(values: readonly string[], present: string): string[] {
  return [...new Set(values.includes(present) ? values : [present, ...values])];
}
