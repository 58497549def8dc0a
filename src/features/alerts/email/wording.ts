import type { ImportAlertsPayload, MailedAlert } from "@/features/alerts/email/payload";
import { oneLine } from "@/libs/mail/one-line";
import { causeSentence } from "@/libs/alert-cause";
import { numberFormatter } from "@/libs/formatters";
import { centsToDecimal, decimalToCents, formatMoney } from "@/libs/money";
import { levelLabel, utilizationLevelLabel } from "@/types/domain";

type Organization = ImportAlertsPayload["organization"];

export function totalAlerts({ counts }: ImportAlertsPayload): number {
  return counts.over_budget + counts.fully_used + counts.critical + counts.warning;
}

/** "3 purchase orders need", "1 purchase order needs": the subject of a sentence with its verb. */
const ordersNeed = (count: number) =>
  count === 1 ? "1 purchase order needs" : `${count} purchase orders need`;

/** What a mail is about: what needs attention anew, or, where nothing does, what holds again after an undo. */
export function headlineOf(payload: ImportAlertsPayload): string {
  const again = payload.again.length;
  const anew = totalAlerts(payload) - again;
  if (anew > 0) return `${ordersNeed(anew)} attention`;
  return again === 1 ? "1 alert holds again" : `${again} alerts hold again`;
}

/** What is not new to its reader; null where all is. */
export function againInWords(payload: ImportAlertsPayload): string | null {
  const again = payload.again.length;
  if (again === 0) return null;
  if (again === totalAlerts(payload)) return "They stand as we wrote before the undo; nothing else is new.";
  return again === 1
    ? "1 alert from before the undo holds again."
    : `${again} alerts from before the undo hold again.`;
}

const countNames = [
  ["over_budget", "over budget"],
  ["fully_used", "fully used"],
  ["critical", "critical"],
  ["warning", "warning"],
] as const;

/** "1 over budget, 2 critical": the levels that occur, worst first. */
export function countsInWords({ counts }: ImportAlertsPayload): string {
  return countNames
    .filter(([level]) => counts[level] > 0)
    .map(([level, name]) => `${counts[level]} ${name}`)
    .join(", ");
}

/** The level of an alert in words; at exactly 100 % "Fully used". */
export function levelText({ level, orderValue, totalSpent }: MailedAlert): string {
  return levelLabel(level, centsToDecimal(decimalToCents(orderValue) - decimalToCents(totalSpent)));
}

/** "103.42%", or why there is no percentage. */
export const percentText = ({ utilizationPercent }: MailedAlert, { locale }: Organization) =>
  utilizationPercent === null
    ? "Nothing authorised"
    : numberFormatter(locale, {
        style: "unit",
        unit: "percent",
        minimumFractionDigits: 2,
        maximumFractionDigits: 2,
        // Text keeps digits that a number would lose.
      }).format(utilizationPercent as Intl.StringNumericLiteral);

/** What moved the alert, as a sentence. */
export const becauseText = ({ cause, facts }: MailedAlert, { currency, locale }: Organization) =>
  causeSentence(cause, facts, { currency, locale });

/** "$103,420.00 of $100,000.00", in the organization's currency and locale, to the cent. */
export function spentOfAuthorised(alert: MailedAlert, { currency, locale }: Organization): string {
  const spent = formatMoney(alert.totalSpent, { currency, locale });
  return `${spent} of ${formatMoney(alert.orderValue, { currency, locale })}`;
}

/** "Pipe repair · Acme Vendors", as far as the file says. */
export const aboutOrder = ({ shortText, vendor }: Pick<MailedAlert, "shortText" | "vendor">) =>
  [shortText, vendor]
    .flatMap((part) => (part ? [oneLine(part)] : []))
    .filter((part) => part !== "")
    .join(" · ");

/** "was Warning", or "new" for an alert that was not open before. */
export const levelBeforeText = ({ id, levelBefore }: MailedAlert, { again }: ImportAlertsPayload) =>
  again.includes(id)
    ? "holds again"
    : levelBefore === null
      ? "new"
      : `was ${utilizationLevelLabel[levelBefore].toLowerCase()}`;
