/** Where a purchase order stands, from the status text that the client's portal writes. */
export type PurchaseOrderLifecycle = "open" | "completed" | "canceled";

/** How far a quantity survey has come, from the evidence that the export holds. */
export type QuantitySurveyStage = "created" | "transferred" | "accepted" | "invoiced" | "posted";

const lifecycleByStatus = new Map<string, PurchaseOrderLifecycle>([
  ["processing", "open"],
  ["imported", "open"],
  ["release edi", "open"],
  ["completed", "completed"],
  ["sap canceled", "canceled"],
  ["contractor canceled", "canceled"],
  ["rejected", "canceled"],
]);

/**
 * Takes a status as exported, in any case and spacing; the twin of private.lifecycle_of in the database. An unknown or blank status counts as open, so that no
 * warning is lost, and comes back with `known: false`, so that the import can report it.
 */
export function purchaseOrderLifecycle(status: string): {
  lifecycle: PurchaseOrderLifecycle;
  known: boolean;
} {
  const key = status
    .replace(/[ \t\n\v\f\r\u00a0]+/g, " ")
    .trim()
    .toLowerCase();
  const lifecycle = lifecycleByStatus.get(key);
  return { lifecycle: lifecycle ?? "open", known: lifecycle !== undefined };
}

const present = (value: string | null | undefined) => value != null && value.trim() !== "";

/**
 * The twin of private.stage_of in the database. The latest step that left evidence wins, even when an earlier one left none: an accounting document without
 * an acceptance date is still posted.
 */
export function quantitySurveyStage(survey: {
  createdDate?: string | null;
  transferredDate?: string | null;
  acceptedDate?: string | null;
  invoiceNumber?: string | null;
  invoiceDate?: string | null;
  accountingDocument?: string | null;
}): QuantitySurveyStage {
  if (present(survey.accountingDocument)) return "posted";
  if (present(survey.invoiceNumber) || present(survey.invoiceDate)) return "invoiced";
  if (present(survey.acceptedDate)) return "accepted";
  if (present(survey.transferredDate)) return "transferred";
  return "created";
}
