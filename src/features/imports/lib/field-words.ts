import { columnsOf } from "@/features/imports/lib/columns";
import type { ImportType } from "@/features/imports/schema";

const bookkeepingLabels: Readonly<Record<string, string>> = {
  attributes: "Other columns",
  withdrawn_at: "Withdrawn",
  purchase_order_id: "Linked order",
};

/** What people call a field: its heading in the portal's export. */
export function fieldLabel(type: ImportType, field: string): string {
  const kind = type === "purchase_orders" ? "purchase-orders" : "quantity-surveys";
  const known = columnsOf[kind].find((column) => column.field === field)?.label ?? bookkeepingLabels[field];
  return known ?? field.replaceAll("_", " ");
}

/** A value of a before-image for people; what is blank says so. */
export function shownValue(value: string | null): string {
  return value === null || value === "" ? "blank" : value;
}
