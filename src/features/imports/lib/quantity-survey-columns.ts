import {
  column,
  idLength,
  nameLength,
  proseLength,
  purchaseOrderNo,
  valueLength,
} from "@/features/imports/lib/column-definition";
import type { ColumnDefinition } from "@/features/imports/lib/column-definition";

export const quantitySurveyColumns: readonly ColumnDefinition[] = [
  purchaseOrderNo,
  column(
    "text",
    idLength,
    "qs_number",
    "Q.S. number",
    "Number of the quantity survey.",
    ["Quantity survey", "Quantity survey number", "Quantity survey No.", "QS No.", "QS"],
    "value",
  ),
  column("text", proseLength, "short_text", "Quantity survey short text", "What was surveyed.", [
    "QS short text",
    "Short text",
    "Description",
  ]),
  column("text", nameLength, "contractor_contact", "Contractor contact", "The contractor's contact person.", [
    "Contractor contact person",
  ]),
  column("text", idLength, "vendor_id", "Vendor ID", "The vendor's number at the client.", [
    "Vendor",
    "Vendor No.",
    "Vendor number",
    "Supplier ID",
    "Supplier No.",
  ]),
  column(
    "money",
    valueLength,
    "total",
    "TOTAL",
    "The billed amount, in the currency of your organization; negative for a credit.",
    ["Total amount", "Total value", "QS total", "Amount", "Net total"],
    "value",
  ),
  column("date", valueLength, "created_date", "CREATED", "When the survey was created.", [
    "Created on",
    "Created date",
    "Date created",
    "Creation date",
  ]),
  column("date", valueLength, "transferred_date", "TRANSFERED", "When it was transferred to the client.", [
    "Transferred",
    "Transferred on",
    "Transferred date",
    "Transfer date",
  ]),
  column("date", valueLength, "accepted_date", "Accepted", "When the client accepted it.", [
    "Accepted on",
    "Accepted date",
    "Acceptance date",
  ]),
  column("text", idLength, "invoice_number", "Invoice number", "The invoice that bills it.", [
    "Invoice",
    "Invoice No.",
  ]),
  column("date", valueLength, "invoice_date", "Invoice Document Date", "Date of that invoice.", [
    "Invoice date",
    "Document date",
  ]),
  column(
    "text",
    idLength,
    "accounting_document",
    "Accounting Document",
    "The posting in the client's books.",
    ["Accounting document No.", "Accounting document number", "Accounting doc."],
  ),
];
