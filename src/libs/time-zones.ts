import { strictDateFormatter } from "@/libs/formatters";

/**
 * Names that the IANA database has replaced, and which JavaScript engines still list, by their present name.
 * Source: the `backward` file of tzdata, as far as Intl.supportedValuesOf("timeZone") of V8 holds the former ones.
 */
const presentNames: Readonly<Record<string, string>> = {
  "Africa/Asmera": "Africa/Asmara",
  "America/Buenos_Aires": "America/Argentina/Buenos_Aires",
  "America/Catamarca": "America/Argentina/Catamarca",
  "America/Coral_Harbour": "America/Atikokan",
  "America/Cordoba": "America/Argentina/Cordoba",
  "America/Godthab": "America/Nuuk",
  "America/Indianapolis": "America/Indiana/Indianapolis",
  "America/Jujuy": "America/Argentina/Jujuy",
  "America/Louisville": "America/Kentucky/Louisville",
  "America/Mendoza": "America/Argentina/Mendoza",
  "Asia/Calcutta": "Asia/Kolkata",
  "Asia/Katmandu": "Asia/Kathmandu",
  "Asia/Rangoon": "Asia/Yangon",
  "Asia/Saigon": "Asia/Ho_Chi_Minh",
  "Atlantic/Faeroe": "Atlantic/Faroe",
  "Europe/Kiev": "Europe/Kyiv",
  "Pacific/Enderbury": "Pacific/Kanton",
  "Pacific/Ponape": "Pacific/Pohnpei",
  "Pacific/Truk": "Pacific/Chuuk",
};

/** The present name of a time zone; former ones are understood. */
export const presentTimeZone = (name: string): string => presentNames[name] ?? name;

/** Every time zone by its present IANA name, UTC first. */
export const timeZones = (): string[] => [
  ...new Set(["UTC", ...Intl.supportedValuesOf("timeZone").map(presentTimeZone).toSorted()]),
];

export function isTimeZone(name: string): boolean {
  try {
    strictDateFormatter(name);
    return true;
  } catch {
    return false;
  }
}
