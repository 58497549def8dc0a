import { formatMoney } from "@/libs/money";
import type { Order } from "@/features/purchase-orders/detail-queries";
import { orderFields } from "@/features/purchase-orders/lib/order-fields";
import { isIsoDate } from "@/libs/calendar-date";
import { formatDay } from "@/libs/formatters";

type MoneyFormat = { currency: string; locale: string };

/** A field's value as it is read: money with its currency, days with the month's name. Null stays null. */
export function orderValueInWords(field: string, value: string | null, format: MoneyFormat): string | null {
  if (value === null) return null;
  if (field === "order_value") return formatMoney(value, format);
  return isIsoDate(value) ? formatDay(value, format.locale) : value;
}

/** Every field of a line with its name and value, for a field list. */
export function orderEntries(order: Order, format: MoneyFormat) {
  return orderFields.map(([field, label]) => ({
    key: field,
    label,
    text: orderValueInWords(field, order[field], format),
  }));
}
