import type { DateFailureReason } from "@/libs/calendar-date";
import type { MoneyFailureReason } from "@/libs/money";

/** Why a cell cannot be taken. `code` is for programs; `reason` tells people what to do. */
export type CellFault = { readonly code: string; readonly reason: string };

const fault = (code: string, reason: string): CellFault => Object.freeze({ code, reason });

export const cellFaults = {
  required: fault("required", "This column needs a value in every row. Fill it in, or remove the row."),
  errorCell: fault(
    "error_cell",
    "The cell holds a spreadsheet error. Correct its formula, or write the value.",
  ),
  keyAsNumber: fault(
    "key_as_number",
    "A purchase order number in a number cell has lost the zeros at its end. Format the column as text and enter the number again, or export the file again.",
  ),
  keyNotText: fault(
    "key_not_text",
    "A number that identifies a row must be text. Format the column as text and enter the value again.",
  ),
  keyImprecise: fault(
    "key_imprecise",
    "A number cell keeps 15 digits only, so this number is no longer exact. Format the column as text and enter the number again.",
  ),
  keyDamaged: fault(
    "key_damaged",
    "The value contains characters that cannot be read. Enter it again, or export the file again.",
  ),
  notMoney: fault("not_money", "This is not an amount. Write it in digits, such as 1234.50."),
  moneyAmbiguous: fault(
    "money_ambiguous",
    "The separator can mean thousands or decimals. Set the decimal separator of this import, or format the column as numbers.",
  ),
  moneyOutOfRange: fault(
    "money_out_of_range",
    "The amount is too large. At most 16 digits may stand before the decimals.",
  ),
  notDate: fault(
    "not_date",
    "This is not a date. Write it as year-month-day, such as 2026-03-31, or leave the cell empty.",
  ),
  dateAmbiguous: fault(
    "date_ambiguous",
    "Day and month can be swapped. Set the date order of this import, or format the column as dates.",
  ),
  dateOutOfRange: fault(
    "date_out_of_range",
    "The date lies outside the years 1980 to 2100. Correct it, or leave the cell empty.",
  ),
} as const;

export const moneyFaults: Readonly<Record<MoneyFailureReason, CellFault>> = {
  empty: cellFaults.notMoney,
  not_a_number: cellFaults.notMoney,
  ambiguous: cellFaults.moneyAmbiguous,
  out_of_range: cellFaults.moneyOutOfRange,
};

export const dateFaults: Readonly<Record<DateFailureReason, CellFault>> = {
  empty: cellFaults.notDate,
  not_a_date: cellFaults.notDate,
  ambiguous: cellFaults.dateAmbiguous,
  out_of_range: cellFaults.dateOutOfRange,
};

/** `limit` in characters. */
export function tooLong(limit: number): CellFault {
  return { code: "too_long", reason: `The text is longer than ${limit} characters. Shorten it.` };
}
