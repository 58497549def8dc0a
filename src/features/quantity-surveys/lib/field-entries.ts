import { formatMoney } from "@/libs/money";
import type { FieldEntry } from "@/features/quantity-surveys/components/field-list";
import type { Survey } from "@/features/quantity-surveys/detail-queries";
import { surveyFieldLabel } from "@/features/quantity-surveys/lib/survey-fields";
import { stageWords } from "@/features/quantity-surveys/lib/survey-stage";
import { isIsoDate } from "@/libs/calendar-date";
import { formatDay } from "@/libs/formatters";

const shownFields = [
  "qs_number",
  "part_no",
  "purchase_order_no",
  "short_text",
  "total",
  "contractor_contact",
  "vendor_id",
  "created_date",
  "transferred_date",
  "accepted_date",
  "invoice_number",
  "invoice_date",
  "accounting_document",
] as const satisfies readonly (keyof Survey)[];

/** A value as it is read: money with its currency, days with the month's name. */
function inWords(field: string, value: string | number | null, format: { currency: string; locale: string }) {
  if (value === null) return null;
  if (field === "total") return formatMoney(String(value), format);
  return typeof value === "string" && isIsoDate(value) ? formatDay(value, format.locale) : String(value);
}

/** Every field of a survey as entries of a field list. */
export function surveyEntries(survey: Survey, format: { currency: string; locale: string }): FieldEntry[] {
  return [
    ...shownFields.map((field) => ({
      key: field,
      label: surveyFieldLabel(field) ?? field,
      text: inWords(field, survey[field], format),
    })),
    { key: "stage", label: "Stage", text: stageWords[survey.stage].label },
  ];
}

/** The client's own columns as entries of a field list, by header. */
export function attributeEntries(attributes: Readonly<Record<string, unknown>> | null): FieldEntry[] {
  return Object.entries(attributes ?? {})
    .map(([header, value]) => ({ key: header, label: header, text: attributeText(value) }))
    .sort((a, b) => a.label.localeCompare(b.label));
}

function attributeText(value: unknown): string | null {
  if (value === null || value === "") return null;
  return typeof value === "string" ? value : JSON.stringify(value);
}
