import { formatMoney, parseMoney } from "@/libs/money";
import { isIsoDate } from "@/libs/calendar-date";
import { formatDay, formatInstant, numberFormatter } from "@/libs/formatters";

import type { Json } from "@/types/database";
import { type AuditEntry, fieldsOf } from "./entry";
import { inWords } from "./sentences";

/** One field of an entry. Null: there was nothing, or there is nothing any more. */
export interface Change {
  label: string;
  before: string | null;
  after: string | null;
}

interface Manner {
  /** BCP 47 */
  locale: string;
  /** IANA */
  timeZone: string;
  /** ISO 4217 */
  currency: string;
}

/** What an entry changed, field by field; fields that stayed the same are left out. */
export function changesOf({ before, after }: Pick<AuditEntry, "before" | "after">, manner: Manner): Change[] {
  const was = fieldsOf(before);
  const becomes = fieldsOf(after);
  return [...new Set([...Object.keys(was), ...Object.keys(becomes)])]
    .map((name) => ({
      label: inWords(name),
      before: shown(name, was[name] ?? null, manner),
      after: shown(name, becomes[name] ?? null, manner),
    }))
    .filter((change) => change.before !== change.after);
}

/** Fields that hold money, in the organization's currency. */
const money = /^(?:money|order_value|total|total_spent)(?:_before|_after)?$/;
/** A value of an enumeration, such as "quantity_surveys". */
const word = /^[a-z]+(?:_[a-z]+)+$/;
/** SHA-256 in hexadecimal; its beginning is enough to compare by eye, and the export has it whole. */
const digest = /^[0-9a-f]{64}$/;
const instant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})$/;

function shown(name: string, value: Json, manner: Manner): string | null {
  if (value === null || value === "") return null;
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (money.test(name) && (typeof value === "number" || typeof value === "string")) {
    const amount = String(value);
    if (parseMoney(amount) !== null) return formatMoney(amount, manner);
  }
  if (typeof value === "number")
    return numberFormatter(manner.locale, { maximumFractionDigits: 2 }).format(value);
  if (typeof value === "string") {
    if (isIsoDate(value)) return formatDay(value, manner.locale);
    if (word.test(value)) return inWords(value);
    if (digest.test(value)) return `${value.slice(0, 12)}…`;
    if (!instant.test(value)) return value;
    return formatInstant(value, manner);
  }
  if (Array.isArray(value)) return value.map((one) => shown(name, one, manner) ?? "–").join(", ") || null;
  return Object.entries(value)
    .map(([part, one]) => `${inWords(part)} ${shown(part, one ?? null, manner) ?? "–"}`)
    .join(", ");
}
