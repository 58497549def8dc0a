import { Button, Link, Text } from "@react-email/components";
import type { MailAddresses } from "@/features/alerts/email/addresses";
import { AlertTable } from "@/features/alerts/email/alert-table";
import { styles } from "@/components/mail/appearance";
import { MailFrame } from "@/components/mail/frame";
import type { ImportAlertsPayload } from "@/features/alerts/email/payload";
import {
  aboutOrder,
  againInWords,
  countsInWords,
  becauseText,
  headlineOf,
  levelBeforeText,
  levelText,
  percentText,
  spentOfAuthorised,
  totalAlerts,
} from "@/features/alerts/email/wording";
import { oneLine } from "@/libs/mail/one-line";

type ImportAlertsProps = { payload: ImportAlertsPayload; addresses: MailAddresses };

const howFiguresAreMade =
  "Spent is the sum of the quantity surveys that count; the percentage is spent divided by authorised. " +
  "All figures are as of this import.";

export function importAlertsSubject(payload: ImportAlertsPayload): string {
  return `${headlineOf(payload)} – ${oneLine(payload.organization.name)}`;
}

const introduction = (payload: ImportAlertsPayload) => {
  const file = payload.fileName ? `The import of ${oneLine(payload.fileName)}` : "An import";
  const orders = totalAlerts(payload) === 1 ? "1 purchase order" : `${totalAlerts(payload)} purchase orders`;
  const sentence = `${file} raised the level of ${orders}: ${countsInWords(payload)}.`;
  return [sentence, againInWords(payload)].filter((part) => part !== null).join(" ");
};

const whoReceives = (payload: ImportAlertsPayload) =>
  `You receive this because alert mail is on for you in ${oneLine(payload.organization.name)}.`;

const unlisted = (payload: ImportAlertsPayload) => totalAlerts(payload) - payload.alerts.length;

/** The mail about the purchase orders whose alerts an import opened or escalated. */
export function ImportAlertsMail({ payload, addresses }: ImportAlertsProps) {
  return (
    <MailFrame
      preview={countsInWords(payload)}
      heading={headlineOf(payload)}
      footer={
        <>
          {whoReceives(payload)}{" "}
          <Link href={addresses.notifications} className="link" style={styles.link}>
            Change your notification settings
          </Link>
        </>
      }
    >
      <Text className="ink" style={styles.text}>
        {introduction(payload)}
      </Text>
      <AlertTable payload={payload} alertUrl={addresses.alert} />
      {unlisted(payload) > 0 ? (
        <Text className="ink" style={styles.text}>
          {`And ${unlisted(payload)} more; the list above shows the worst.`}
        </Text>
      ) : null}
      <Text style={styles.text}>
        <Button href={addresses.alerts} style={styles.button}>
          Open all alerts
        </Button>
      </Text>
      <Text className="quiet" style={styles.small}>
        {howFiguresAreMade}{" "}
        <Link href={addresses.importJob(payload.importJobId)} className="link" style={styles.link}>
          See the import
        </Link>
      </Text>
    </MailFrame>
  );
}

/** The same for readers of plain text. */
export function importAlertsText({ payload, addresses }: ImportAlertsProps): string {
  const entries = payload.alerts.map((alert) =>
    [
      `${oneLine(alert.purchaseOrderNo)} – ${levelText(alert)} (${levelBeforeText(alert, payload)})`,
      aboutOrder(alert),
      `${percentText(alert, payload.organization)}: ${spentOfAuthorised(alert, payload.organization)} authorised`,
      becauseText(alert, payload.organization),
      addresses.alert(alert.id),
    ]
      .filter((line) => line !== "")
      .join("\n"),
  );
  if (unlisted(payload) > 0) entries.push(`And ${unlisted(payload)} more.`);
  return [
    introduction(payload),
    ...entries,
    `All alerts: ${addresses.alerts}\nThe import: ${addresses.importJob(payload.importJobId)}`,
    howFiguresAreMade,
    `${whoReceives(payload)}\nNotification settings: ${addresses.notifications}`,
  ].join("\n\n");
}
