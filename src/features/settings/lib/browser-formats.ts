import { commonLocales } from "@/libs/locales";
import { presentTimeZone } from "@/libs/time-zones";

/** Source: ISO 4217, for the regions of the offered formats and the euro's other ones. */
const currencyOfRegion: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    "AT BE BG CY DE EE ES FI FR GR HR IE IT LT LU LV MT NL PT SI SK"
      .split(" ")
      .map((region) => [region, "EUR"]),
  ),
  AE: "AED",
  AU: "AUD",
  BR: "BRL",
  CA: "CAD",
  CH: "CHF",
  CZ: "CZK",
  DK: "DKK",
  GB: "GBP",
  HU: "HUF",
  IN: "INR",
  JP: "JPY",
  MX: "MXN",
  NO: "NOK",
  NZ: "NZD",
  PL: "PLN",
  RO: "RON",
  SA: "SAR",
  SE: "SEK",
  SG: "SGD",
  TR: "TRY",
  US: "USD",
  ZA: "ZAR",
};

/** What a browser's settings suggest for an organization; what they don't tell is left out. */
export function guessFormats(language: string, timeZone: string | undefined) {
  const { language: tongue, region } = new Intl.Locale(language).maximize();
  const exact = commonLocales.find((tag) => tag === `${tongue}-${region}`);
  const currency = region ? currencyOfRegion[region] : undefined;
  return {
    locale: exact ?? commonLocales.find((tag) => tag.startsWith(`${tongue}-`)),
    currency,
    timeZone: timeZone === undefined ? undefined : presentTimeZone(timeZone),
  };
}
