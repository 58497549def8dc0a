import { daysBetween } from "@/libs/calendar-date";
import type { QuantitySurveyStage } from "@/libs/lifecycle";

/** Accepted for this many days without an invoice is money that nobody asked for. */
export const uninvoicedLimitInDays = 30;

/** What each stage is called, and what it means. */
export const stageWords: Readonly<Record<QuantitySurveyStage, { label: string; meaning: string }>> = {
  created: { label: "Created", meaning: "Entered in the client's portal." },
  transferred: { label: "Transferred", meaning: "Handed over to the client for checking." },
  accepted: { label: "Accepted", meaning: "The client agrees to the quantities; it can be invoiced." },
  invoiced: { label: "Invoiced", meaning: "An invoice was sent." },
  posted: { label: "Posted", meaning: "The client's accounting has booked it." },
};

/** Days are ISO text; null where the export holds none. */
export type StageDates = {
  stage: QuantitySurveyStage;
  created_date: string | null;
  transferred_date: string | null;
  accepted_date: string | null;
  invoice_date: string | null;
};

/**
 * How many whole days a survey has waited in its stage on `today`; null when it waits for nothing (posted) or no
 * day is known. A stage entered on an unknown day counts from the last step whose day is known.
 */
export function daysInStage(survey: StageDates, today: string): number | null {
  const steps = [survey.created_date, survey.transferred_date, survey.accepted_date, survey.invoice_date];
  const reached = ["created", "transferred", "accepted", "invoiced"].indexOf(survey.stage);
  if (reached < 0) return null;
  const since = steps.slice(0, reached + 1).findLast((day) => day !== null);
  return since ? Math.max(0, daysBetween(since, today)) : null;
}

/** Accepted, and not invoiced for so long that somebody should ask for the money. */
export function isUninvoicedTooLong(survey: StageDates, today: string): boolean {
  if (survey.stage !== "accepted" || survey.accepted_date === null) return false;
  return daysBetween(survey.accepted_date, today) >= uninvoicedLimitInDays;
}
