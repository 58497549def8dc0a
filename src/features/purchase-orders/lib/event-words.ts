import type { OrderEvent } from "@/features/purchase-orders/detail-queries";
import { orderValueInWords } from "@/features/purchase-orders/lib/field-values";
import { orderFieldLabel } from "@/features/purchase-orders/lib/order-fields";
import { causeSentence } from "@/libs/alert-cause";
import { centsToDecimal, decimalToCents } from "@/libs/money";
import { levelLabel } from "@/types/domain";

type MoneyFormat = { currency: string; locale: string };

/** A change of one field in words. */
export type FieldChange = { label: string; before: string; after: string };

/** An event of a line's story as it is told: a headline, what else is known, and the lesser changes. */
export type ToldEvent = { title: string; detail: string | null; changes: FieldChange[] };

const levelIn = (level: OrderEvent["level_after"], remaining: string | null = null) =>
  level ? levelLabel(level, remaining).toLowerCase() : "on track";

/** The level that a step led to, by the figures of that time. */
const levelAfter = ({ level_after: level, order_value: value, total_spent: spent }: OrderEvent) =>
  levelIn(level, value && spent ? centsToDecimal(decimalToCents(value) - decimalToCents(spent)) : null);

const alertTitles = {
  alert_opened: (e: OrderEvent) => `Alert opened at ${levelAfter(e)}`,
  alert_escalated: (e: OrderEvent) => `Alert rose from ${levelIn(e.level_before)} to ${levelAfter(e)}`,
  alert_deescalated: (e: OrderEvent) => `Alert fell from ${levelIn(e.level_before)} to ${levelAfter(e)}`,
  alert_acknowledged: () => "Alert acknowledged",
  alert_returned: () => "Alert came back",
  alert_snoozed: () => "Alert snoozed",
  alert_resolved: () => "Alert resolved",
  alert_reopened: () => "Alert reopened",
  alert_undone: (e: OrderEvent) => `Alert back at ${levelAfter(e)}`,
  alert_commented: () => "Alert commented on",
} as const;

/** Puts an event into words; money by the organization's currency and locale. */
export function tellEvent(event: OrderEvent, format: MoneyFormat): ToldEvent {
  if (event.kind === "first_import") return { title: "First imported", detail: null, changes: [] };
  if (event.kind === "changed") return tellChange(event, format);
  const { cause, facts, note, actor: who } = event;
  const because = cause ? causeSentence(cause, facts ?? {}, { ...format, who }) : "";
  return {
    title: alertTitles[event.kind](event),
    detail: [because, note].filter(Boolean).join(" ") || null,
    changes: [],
  };
}

function tellChange({ fields }: OrderEvent, format: MoneyFormat): ToldEvent {
  const words = ({ field, before, after }: OrderEvent["fields"][number]): FieldChange => ({
    label: orderFieldLabel(field),
    before: orderValueInWords(field, before, format) ?? "blank",
    after: orderValueInWords(field, after, format) ?? "blank",
  });
  const value = fields.find(({ field }) => field === "order_value");
  const status = fields.find(({ field }) => field === "status");
  const lesser = fields.filter((change) => change !== value && change !== status);
  const statusWords = status && `Status ${words(status).before} → ${words(status).after}`;
  if (value?.before && value.after) {
    const rise = decimalToCents(value.after) - decimalToCents(value.before);
    const { before, after } = words(value);
    const size = orderValueInWords("order_value", centsToDecimal(rise < 0n ? -rise : rise), format);
    return {
      title: `Order value ${rise < 0n ? "lowered" : "raised"} by ${size}: ${before} → ${after}`,
      detail: statusWords ?? null,
      changes: lesser.map(words),
    };
  }
  return { title: statusWords ?? "Details changed", detail: null, changes: lesser.map(words) };
}
