/** What the fields of a quantity survey are called, as the portal's columns are. */
const labels: Readonly<Record<string, string>> = {
  qs_number: "Q.S. number",
  part_no: "Part",
  purchase_order_no: "Purchase order No.",
  short_text: "Short text",
  total: "Total",
  contractor_contact: "Contractor contact",
  vendor_id: "Vendor ID",
  created_date: "Created",
  transferred_date: "Transferred",
  accepted_date: "Accepted",
  invoice_number: "Invoice number",
  invoice_date: "Invoice date",
  accounting_document: "Accounting document",
};

/** The words for a changed field ("attributes.X" is the client's own column X); null for what readers needn't see. */
export function surveyFieldLabel(field: string): string | null {
  if (field.startsWith("attributes.")) return field.slice("attributes.".length);
  return labels[field] ?? null;
}
