import { Button, Text } from "@react-email/components";
import type { MailAddresses } from "@/features/alerts/email/addresses";
import { styles } from "@/components/mail/appearance";
import { MailFrame } from "@/components/mail/frame";
import type { ImportFailedPayload } from "@/features/alerts/email/payload";
import { oneLine } from "@/libs/mail/one-line";

type ImportFailedProps = { payload: ImportFailedPayload; addresses: MailAddresses };

const consequence = "Nothing of this file was applied; all figures are as they were before.";
const footer = "AESTrak sends this to whoever looks after the imports of an organization.";

export function importFailedSubject({ organizationName }: ImportFailedPayload): string {
  return `An import failed – ${oneLine(organizationName)}`;
}

const what = ({ fileName, organizationName }: ImportFailedPayload) =>
  `${fileName ? `The import of ${oneLine(fileName)}` : "An import"} for ${oneLine(organizationName)} failed:`;

/** The mail to the operator, or the admins, about an import that could not be finished. */
export function ImportFailedMail({ payload, addresses }: ImportFailedProps) {
  return (
    <MailFrame preview={payload.reason} heading="An import failed" footer={footer}>
      <Text className="ink" style={styles.text}>
        {what(payload)}
      </Text>
      <Text className="quote" style={styles.quote}>
        {payload.reason}
      </Text>
      <Text className="ink" style={styles.text}>
        {consequence}
      </Text>
      <Text style={styles.text}>
        <Button href={addresses.importJob(payload.importJobId)} style={styles.button}>
          Open the import
        </Button>
      </Text>
    </MailFrame>
  );
}

/** The same for readers of plain text. */
export function importFailedText({ payload, addresses }: ImportFailedProps): string {
  return [
    what(payload),
    payload.reason,
    consequence,
    `The import: ${addresses.importJob(payload.importJobId)}`,
    footer,
  ].join("\n\n");
}
