import { Button, Text } from "@react-email/components";
import { styles } from "@/components/mail/appearance";
import { MailFrame } from "@/components/mail/frame";
import type { InvitationPayload } from "@/features/organizations/email/payload";
import { formatInstantDay } from "@/libs/formatters";
import { oneLine } from "@/libs/mail/one-line";

/** @param url the page that holds the single-use token */
type InvitationProps = { payload: InvitationPayload; url: string };

const footer =
  "If you do not know why you receive this, do nothing: without this link nobody joins in your name.";

/** The same for everybody: what a sender chose, a stranger must not read in their inbox. */
export const invitationSubject = "You are invited to an organization on AESTrak";

const introduction = ({ inviter, organization, role }: InvitationPayload) => {
  const who = inviter ? `${oneLine(inviter)} invites you` : "You are invited";
  return `${who} to ${oneLine(organization.name)} on AESTrak, as ${role === "admin" ? "an admin" : "a member"}. AESTrak shows what is spent of each purchase order, and warns before one runs out.`;
};

const howLong = ({ expiresAt, organization: { locale, timeZone } }: InvitationPayload) => {
  const day = formatInstantDay(expiresAt, { locale, timeZone });
  return `The link works once, until ${day}, and only for the address that this mail went to.`;
};

/** The mail that invites somebody into an organization. */
export function InvitationMail({ payload, url }: InvitationProps) {
  return (
    <MailFrame
      preview={invitationSubject}
      heading={`Join ${oneLine(payload.organization.name)}`}
      footer={footer}
    >
      <Text className="ink" style={styles.text}>
        {introduction(payload)}
      </Text>
      <Text style={styles.text}>
        <Button href={url} style={styles.button}>
          See the invitation
        </Button>
      </Text>
      <Text className="quiet" style={styles.small}>
        {howLong(payload)}
      </Text>
    </MailFrame>
  );
}

/** The same for readers of plain text. */
export function invitationText({ payload, url }: InvitationProps): string {
  return [introduction(payload), `See the invitation: ${url}`, howLong(payload), footer].join("\n\n");
}
