import { Link, Text } from "@react-email/components";
import type { MailAddresses } from "@/features/alerts/email/addresses";
import { styles } from "@/components/mail/appearance";
import { MailFrame } from "@/components/mail/frame";
import type { ImportUndonePayload } from "@/features/alerts/email/payload";
import { aboutOrder } from "@/features/alerts/email/wording";
import { oneLine } from "@/libs/mail/one-line";
import { utilizationLevelLabel } from "@/types/domain";

type ImportUndoneProps = { payload: ImportUndonePayload; addresses: MailAddresses };
type Crossing = ImportUndonePayload["crossings"][number];

const alertsNoLongerHold = ({ count }: ImportUndonePayload) =>
  count === 1 ? "1 alert no longer holds" : `${count} alerts no longer hold`;

export function importUndoneSubject(payload: ImportUndonePayload): string {
  return `Correction: ${alertsNoLongerHold(payload)} – ${oneLine(payload.organizationName)}`;
}

const introduction = (payload: ImportUndonePayload) =>
  `The import of ${payload.fileName ? oneLine(payload.fileName) : "a file"} was undone. ` +
  `We had written to you about ${payload.count === 1 ? "an alert that it raised; it no longer holds" : "alerts that it raised; these no longer hold"}:`;

/** "6500008279.00001, reported as over budget: now warning" */
const sentenceOf = ({ purchaseOrderNo, level, levelNow }: Crossing) =>
  `${oneLine(purchaseOrderNo)}, reported as ${utilizationLevelLabel[level].toLowerCase()}: now ` +
  (levelNow ? utilizationLevelLabel[levelNow].toLowerCase() : "without an alert");

const unlisted = ({ count, crossings }: ImportUndonePayload) =>
  count > crossings.length ? `And ${count - crossings.length} more.` : null;

const whatNext =
  "If the file is imported again and the same orders cross the same levels, one mail says that these alerts hold again.";

/** The mail that takes back what an import that was undone had told. */
export function ImportUndoneMail({ payload, addresses }: ImportUndoneProps) {
  return (
    <MailFrame
      preview={alertsNoLongerHold(payload)}
      heading={`Correction: ${alertsNoLongerHold(payload)}`}
      footer={
        <Link href={addresses.notifications} className="link" style={styles.link}>
          Change your notification settings
        </Link>
      }
    >
      <Text className="ink" style={styles.text}>
        {introduction(payload)}
      </Text>
      {payload.crossings.map((crossing) => (
        <Text key={crossing.purchaseOrderNo} className="ink" style={styles.text}>
          {crossing.alertId ? (
            <Link href={addresses.alert(crossing.alertId)} className="link" style={styles.link}>
              {sentenceOf(crossing)}
            </Link>
          ) : (
            sentenceOf(crossing)
          )}
          <br />
          <span className="quiet" style={styles.quiet}>
            {aboutOrder(crossing)}
          </span>
        </Text>
      ))}
      {unlisted(payload) ? (
        <Text className="ink" style={styles.text}>
          {unlisted(payload)}
        </Text>
      ) : null}
      <Text className="quiet" style={styles.small}>
        {whatNext}{" "}
        <Link href={addresses.importJob(payload.importJobId)} className="link" style={styles.link}>
          See the import
        </Link>
      </Text>
    </MailFrame>
  );
}

/** The same for readers of plain text. */
export function importUndoneText({ payload, addresses }: ImportUndoneProps): string {
  return [
    introduction(payload),
    ...payload.crossings.map((crossing) =>
      [sentenceOf(crossing), aboutOrder(crossing)].filter((line) => line !== "").join("\n"),
    ),
    unlisted(payload),
    whatNext,
    `The import: ${addresses.importJob(payload.importJobId)}`,
    `Notification settings: ${addresses.notifications}`,
  ]
    .filter((part) => part !== null)
    .join("\n\n");
}
