import type { ImportAlertsPayload, MailedAlert } from "@/features/alerts/email/payload";
import { oneLine } from "@/libs/mail/one-line";
import { formatMoney } from "@/libs/money";
import { utilizationLevelLabel } from "@/types/domain";

type Organization = ImportAlertsPayload["organization"];

export function totalAlerts({ counts }: ImportAlertsPayload): number {
  return counts.over_budget + counts.critical + counts.warning;
}

/** "3 purchase orders need", "1 purchase order needs": the subject of a sentence with its verb. */
export const ordersNeed = (count: number) =>
  count === 1 ? "1 purchase order needs" : `${count} purchase orders need`;

/** "1 over budget, 2 critical": the levels that occur, worst first. */
export function countsInWords({ counts }: ImportAlertsPayload): string {
  const levels = ["over_budget", "critical", "warning"] as const;
  return levels
    .filter((level) => counts[level] > 0)
    .map((level) => `${counts[level]} ${utilizationLevelLabel[level].toLowerCase()}`)
    .join(", ");
}

/** "103.42%", or why there is no percentage. */
export const percentText = ({ utilizationPercent }: MailedAlert) =>
  utilizationPercent === null ? "Nothing authorised" : `${utilizationPercent}%`;

/** "$103,420.00 of $100,000.00", in the organization's currency and locale, to the cent. */
export function spentOfAuthorised(alert: MailedAlert, { currency, locale }: Organization): string {
  const spent = formatMoney(alert.totalSpent, { currency, locale });
  return `${spent} of ${formatMoney(alert.orderValue, { currency, locale })}`;
}

/** "Pipe repair · Acme Vendors", as far as the file says. */
export const aboutOrder = ({ shortText, vendor }: MailedAlert) =>
  [shortText, vendor]
    .flatMap((part) => (part ? [oneLine(part)] : []))
    .filter((part) => part !== "")
    .join(" · ");

/** "was Warning", or "new" for an alert that was not open before. */
export const levelBeforeText = ({ levelBefore }: MailedAlert) =>
  levelBefore === null ? "new" : `was ${utilizationLevelLabel[levelBefore].toLowerCase()}`;
