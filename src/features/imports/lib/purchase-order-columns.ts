import {
  column,
  idLength,
  nameLength,
  proseLength,
  purchaseOrderNo,
  valueLength,
} from "@/features/imports/lib/column-definition";
import type { ColumnDefinition } from "@/features/imports/lib/column-definition";

export const purchaseOrderColumns: readonly ColumnDefinition[] = [
  column(
    "text",
    nameLength,
    "status",
    "Status",
    "Where the order stands, such as Processing or Completed.",
    ["PO status", "Order status"],
    "header",
  ),
  column("text", idLength, "only_urc", "ONLYURC", "Whether only unit rate codes may be billed.", [
    "Only URC",
  ]),
  column("text", idLength, "control_key", "CONTROLKEY", "Control key of the client.", ["Control key"]),
  column("text", nameLength, "company", "Company", "The client company that issued the order.", [
    "Client",
    "Client company",
    "Company name",
  ]),
  purchaseOrderNo,
  column("text", proseLength, "order_short_text", "Order short text", "What the order is for.", [
    "Short text",
    "Order text",
    "Description",
    "PO short text",
  ]),
  column("text", idLength, "contract_no", "Contract No.", "The contract behind the order.", [
    "Contract",
    "Contract number",
  ]),
  column("text", proseLength, "brief_text", "Brief text", "What the contract is for.", [
    "Contract text",
    "Contract short text",
  ]),
  column("text", idLength, "vendor_id", "Vendor ID", "The vendor's number at the client.", [
    "Vendor",
    "Vendor No.",
    "Vendor number",
    "Supplier ID",
    "Supplier No.",
  ]),
  column("text", nameLength, "vendor_short_term", "Short term", "The vendor's name.", [
    "Vendor name",
    "Vendor short term",
    "Supplier",
    "Supplier name",
  ]),
  column("text", nameLength, "pmo", "PMO", "Project or plant maintenance order.", [
    "PM order",
    "Maintenance order",
  ]),
  column("text", idLength, "rfq_no", "RFQ No.", "Request for quotation.", [
    "RFQ",
    "RFQ number",
    "Request for quotation",
  ]),
  column("text", idLength, "offer_number", "Offer number", "The vendor's offer.", [
    "Offer",
    "Offer No.",
    "Quotation No.",
    "Quotation number",
  ]),
  column("text", idLength, "cost_center", "Cost center", "Who bears the cost at the client.", [
    "Cost centre",
    "CC",
  ]),
  column("text", nameLength, "functional_location", "Functional location", "Where the work is done.", [
    "Func. location",
    "FLOC",
  ]),
  column("text", nameLength, "location_plant", "Location plant", "The plant.", [
    "Plant",
    "Location",
    "Plant location",
  ]),
  column("text", idLength, "mgmt_group_id", "Mgmt Group - ID", "Management group at the client.", [
    "Management group",
    "Management group ID",
    "Mgmt group",
  ]),
  column(
    "text",
    idLength,
    "work_coordinator_id",
    "Work coordinator",
    "User id of the coordinator, or ? when unknown.",
    ["Work coordinator ID", "Coordinator", "Coordinator ID"],
  ),
  column("text", nameLength, "work_coordinator_name", "Name", "Name of the coordinator.", [
    "Work coordinator name",
    "Coordinator name",
  ]),
  column(
    "money",
    valueLength,
    "order_value",
    "Order value",
    "The authorised value, in the currency of your organization.",
    ["PO value", "Value", "Net order value", "Order amount", "Authorised value", "Authorized value"],
    "value",
  ),
  column("date", valueLength, "start_date", "Start date", "When the work begins.", [
    "Start",
    "Date of start",
  ]),
  column("date", valueLength, "completion_date", "Date of completion", "When the work is to be complete.", [
    "Completion date",
    "End date",
    "Finish date",
  ]),
  column(
    "date",
    valueLength,
    "completion_message_date",
    "Completion message",
    "When completion was reported.",
    ["Completion message date", "Date of completion message"],
  ),
  column("text", nameLength, "commission", "Commission", "Commission of the order.", ["Commission No."]),
  column("text", idLength, "transaction_number", "Transaction number", "Transaction of the portal.", [
    "Transaction",
    "Transaction No.",
  ]),
  column("text", nameLength, "contractor_contact", "Contractor contact", "The contractor's contact person.", [
    "Contractor contact person",
  ]),
  column("text", nameLength, "order_type", "Order Type", "The kind of order.", ["PO type", "Type"]),
];
