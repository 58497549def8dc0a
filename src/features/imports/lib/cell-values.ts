import { cellFaults, dateFaults, moneyFaults, tooLong } from "@/features/imports/lib/cell-faults";
import type { CellFault } from "@/features/imports/lib/cell-faults";
import type { ColumnDefinition } from "@/features/imports/lib/columns";
import { dateFromSerial, parseDateText } from "@/libs/calendar-date";
import type { DateOrder } from "@/libs/calendar-date";
import { centsToDecimal, moneyFromLexical } from "@/libs/money";
import { moneyFromText } from "@/libs/money-text";
import type { DecimalSeparator } from "@/libs/money-text";
import type { CellKind } from "@/libs/worksheet-reader";

/** How text cells are read where their writing alone does not tell. */
export type ValueOptions = { decimal: DecimalSeparator; dateOrder: DateOrder };

/** The canonical value (text, "1234.50", "2026-03-31"), null for a blank cell, or why the cell cannot be taken. */
export type CellValue = string | null | CellFault;

const unreadable = /[\0\ud800-\udfff\ufffd]/;
const invisibleEdges = /^[\s\u200b\u2060]+|[\s\u200b\u2060]+$/g;
const purchaseOrderNumber = /^\d{10}\.\d{5}$/;
const exactNumber = /^-?\d+(?:\.\d+)?$/;
const twoDecimals = /^-?(?:0|[1-9]\d{0,14})(?:\.\d\d?)?$/;
/** The significant digits that a spreadsheet keeps of a number. */
const exactDigits = 15;

/** Without white space (any kind, also zero-width) at the ends, NUL and half characters; the rest stays as it is. */
export function cleanText(text: string): string {
  let clean = text.trim();
  const first = clean.charCodeAt(0);
  const last = clean.charCodeAt(clean.length - 1);
  if (first > 0x1fff || last > 0x1fff) clean = clean.replace(invisibleEdges, "");
  if (unreadable.test(clean)) clean = clean.replaceAll("\0", "").toWellFormed().trim();
  return clean;
}

/** Number cells as a spreadsheet shows them: without exponent where digits suffice, and without binary noise. */
export function numberAsText(lexical: string): string {
  if (exactNumber.test(lexical) && lexical.length <= exactDigits) return lexical;
  const value = Number(lexical);
  if (!Number.isFinite(value) || /^-?\d+$/.test(lexical)) return lexical;
  return String(Number(value.toPrecision(exactDigits)));
}

function readKey(kind: CellKind, text: string, column: ColumnDefinition): CellValue {
  if (kind === "number") {
    if (column.field === "purchase_order_no")
      return purchaseOrderNumber.test(text) ? text : cellFaults.keyAsNumber;
    const shown = numberAsText(text);
    return shown.replace(/\D/g, "").length > exactDigits || !exactNumber.test(shown)
      ? cellFaults.keyImprecise
      : shown;
  }
  if (kind !== "text") return cellFaults.keyNotText;
  const clean = cleanText(text);
  // Two keys that differ only in a damaged character would become one row.
  if (unreadable.test(text) && (text.includes("\ufffd") || !text.isWellFormed()))
    return cellFaults.keyDamaged;
  return clean;
}

/** Text of any cell. Keys (columns that need a value) are stricter: they must arrive exactly as they were written. */
export function readText(kind: CellKind, text: string, column: ColumnDefinition): CellValue {
  if (kind === "blank") return null;
  const isKey = column.required === "value";
  if (kind === "error" && column.required !== "no") return cellFaults.errorCell;
  let value: CellValue;
  if (isKey) value = readKey(kind, text, column);
  else if (kind === "number") value = numberAsText(text);
  else value = cleanText(text);
  if (typeof value !== "string") return value;
  if (value === "") return null;
  // Code points are never more than UTF-16 units, so the exact count is rarely needed.
  if (value.length > column.maxLength && Array.from(value).length > column.maxLength)
    return tooLong(column.maxLength);
  return value;
}

/** An amount, as a decimal string with two decimals. */
export function readMoney(kind: CellKind, text: string, { decimal }: ValueOptions): CellValue {
  if (kind === "blank") return null;
  if (kind === "error") return cellFaults.errorCell;
  if (kind === "number") {
    if (text !== "-0" && twoDecimals.test(text)) {
      const point = text.indexOf(".");
      if (point < 0) return `${text}.00`;
      if (text !== "-0.0" && text !== "-0.00") return point === text.length - 2 ? `${text}0` : text;
    }
    const exact = moneyFromLexical(text);
    return exact.ok ? centsToDecimal(exact.cents) : moneyFaults[exact.reason];
  }
  if (kind !== "text") return cellFaults.notMoney;
  const amount = moneyFromText(text, { decimal });
  if (amount.ok) return centsToDecimal(amount.cents);
  return amount.reason === "empty" ? null : moneyFaults[amount.reason];
}

/** A calendar date, as ISO text. Number cells count as day numbers when these lie between 1980 and 2100. */
export function readDate(kind: CellKind, text: string, { dateOrder }: ValueOptions): CellValue {
  if (kind === "blank") return null;
  if (kind === "error") return cellFaults.errorCell;
  if (kind === "date") {
    const day = text.length === 10 ? text : text.slice(0, 10);
    return day >= "1980-01-01" && day <= "2100-12-31" ? day : cellFaults.dateOutOfRange;
  }
  if (kind === "boolean") return cellFaults.notDate;
  const date = kind === "number" ? dateFromSerial(text) : parseDateText(text, { order: dateOrder });
  if (date.ok) return date.date;
  if (date.reason === "empty") return null;
  // A number that is no plausible day was hardly meant as a date from another century.
  return kind === "number" ? cellFaults.notDate : dateFaults[date.reason];
}
