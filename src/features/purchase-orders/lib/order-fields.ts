import type { Order } from "@/features/purchase-orders/detail-queries";

/** The fields of a line in the order of the portal's file, with the portal's names for them. */
export const orderFields = [
  ["purchase_order_no", "Purchase order No."],
  ["order_short_text", "Order short text"],
  ["brief_text", "Brief text"],
  ["status", "Status"],
  ["order_value", "Order value"],
  ["company", "Company"],
  ["vendor_id", "Vendor ID"],
  ["vendor_short_term", "Short term (vendor)"],
  ["contract_no", "Contract No."],
  ["location_plant", "Location plant"],
  ["functional_location", "Functional location"],
  ["mgmt_group_id", "Mgmt Group - ID"],
  ["work_coordinator_id", "Work coordinator"],
  ["work_coordinator_name", "Name (coordinator)"],
  ["contractor_contact", "Contractor contact"],
  ["start_date", "Start date"],
  ["completion_date", "Date of completion"],
  ["completion_message_date", "Completion message"],
  ["cost_center", "Cost center"],
  ["commission", "Commission"],
  ["transaction_number", "Transaction number"],
  ["order_type", "Order Type"],
  ["pmo", "PMO"],
  ["rfq_no", "RFQ No."],
  ["offer_number", "Offer number"],
  ["control_key", "CONTROLKEY"],
  ["only_urc", "ONLYURC"],
] as const satisfies readonly (readonly [keyof Order, string])[];

const labels = new Map<string, string>(orderFields);

/** The words for a changed field ("attributes.X" is the client's own column X). */
export function orderFieldLabel(field: string): string {
  if (field.startsWith("attributes.")) return field.slice("attributes.".length);
  return labels.get(field) ?? field;
}
