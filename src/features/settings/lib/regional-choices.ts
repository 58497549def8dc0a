/** One option of a select. */
export interface Choice {
  value: string;
  label: string;
}

const commonLocales = [
  "en-US",
  "en-GB",
  "en-CA",
  "en-AU",
  "en-IN",
  "de-DE",
  "de-AT",
  "de-CH",
  "fr-FR",
  "fr-CA",
  "fr-BE",
  "nl-NL",
  "nl-BE",
  "es-ES",
  "es-MX",
  "pt-PT",
  "pt-BR",
  "it-IT",
  "pl-PL",
  "cs-CZ",
  "da-DK",
  "sv-SE",
  "nb-NO",
  "fi-FI",
  "tr-TR",
  "ja-JP",
];

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
  const sampleDay = new Date(Date.UTC(2026, 2, 31));
  return withPresent(commonLocales, present).map((tag) => {
    const number = new Intl.NumberFormat(tag, { minimumFractionDigits: 2 }).format(1234.5);
    const day = new Intl.DateTimeFormat(tag, { timeZone: "UTC" }).format(sampleDay);
    return { value: tag, label: `${names.of(tag) ?? tag}: ${number}, ${day}` };
  });
}

/** Time zones by IANA name. */
export function timeZoneChoices(present: string): Choice[] {
  return withPresent(["UTC", ...Intl.supportedValuesOf("timeZone")], present).map((name) => ({
    value: name,
    label: name.replaceAll("_", " "),
  }));
}

function withPresent(values: readonly string[], present: string): string[] {
  return [...new Set(values.includes(present) ? values : [present, ...values])];
}
