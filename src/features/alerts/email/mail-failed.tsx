import { Text } from "@react-email/components";
import { styles } from "@/components/mail/appearance";
import { MailFrame } from "@/components/mail/frame";
import type { MailFailedPayload } from "@/features/alerts/email/payload";
import { oneLine } from "@/libs/mail/one-line";

const aboutKind: Readonly<Record<string, string>> = {
  import_alerts: "about purchase orders that need attention",
  import_undone: "that corrects alerts of an import that was undone",
  import_failed: "about an import that failed",
  invitation: "with an invitation",
  email_change: "to confirm a new address",
  account_notice: "about somebody's own account",
  sign_up: "to set up an account",
  password_reset: "to choose a new password",
};
const footer =
  "AESTrak sends this to its operator, at most once a day for each organization. The tables email_outbox and " +
  "email_events hold every mail and each of its attempts.";

export function mailFailedSubject({ organizationName }: MailFailedPayload): string {
  return `A mail could not be delivered – ${oneLine(organizationName)}`;
}

const what = ({ kind, recipient, organizationName, outcome, emailId }: MailFailedPayload) => {
  const mail = `The mail ${aboutKind[kind] ?? kind} of ${oneLine(organizationName)} to ${oneLine(recipient)}`;
  return outcome === "failed"
    ? `${mail} was not delivered and will not be tried again (${emailId}).`
    : `${mail} may or may not have been delivered: the mail server's answer never came. It is not repeated, so that nobody receives it twice (${emailId}).`;
};

/** The mail to the operator about another mail that was given up. */
export function MailFailedMail({ payload }: { payload: MailFailedPayload }) {
  return (
    <MailFrame preview={payload.reason} heading="A mail could not be delivered" footer={footer}>
      <Text className="ink" style={styles.text}>
        {what(payload)}
      </Text>
      <Text className="quote" style={styles.quote}>
        {payload.reason}
      </Text>
    </MailFrame>
  );
}

/** The same for readers of plain text. */
export const mailFailedText = (payload: MailFailedPayload) =>
  [what(payload), payload.reason, footer].join("\n\n");
