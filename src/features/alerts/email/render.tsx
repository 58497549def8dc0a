import { render } from "@react-email/render";
import { mailAddresses } from "@/features/alerts/email/addresses";
import {
  ImportAlertsMail,
  importAlertsSubject,
  importAlertsText,
} from "@/features/alerts/email/import-alerts";
import {
  ImportFailedMail,
  importFailedSubject,
  importFailedText,
} from "@/features/alerts/email/import-failed";
import {
  ImportUndoneMail,
  importUndoneSubject,
  importUndoneText,
} from "@/features/alerts/email/import-undone";
import { MailFailedMail, mailFailedSubject, mailFailedText } from "@/features/alerts/email/mail-failed";
import {
  importAlertsPayload,
  importFailedPayload,
  importUndonePayload,
  mailFailedPayload,
} from "@/features/alerts/email/payload";
import type { MailContent } from "@/libs/mail/sender";

/**
 * Makes the mail of an outbox row. The same row gives the same mail at any time: a provider that is asked again
 * compares it with the first.
 * @param siteUrl where people open AESTrak
 * @throws when the kind is unknown or the payload is not what the kind needs
 */
export async function renderMail(
  mail: { kind: string; payload: unknown },
  siteUrl: string,
): Promise<MailContent> {
  const addresses = mailAddresses(siteUrl);
  switch (mail.kind) {
    case "import_alerts": {
      const payload = importAlertsPayload.parse(mail.payload);
      return {
        subject: importAlertsSubject(payload),
        html: await render(<ImportAlertsMail payload={payload} addresses={addresses} />),
        text: importAlertsText({ payload, addresses }),
      };
    }
    case "import_undone": {
      const payload = importUndonePayload.parse(mail.payload);
      return {
        subject: importUndoneSubject(payload),
        html: await render(<ImportUndoneMail payload={payload} addresses={addresses} />),
        text: importUndoneText({ payload, addresses }),
      };
    }
    case "import_failed": {
      const payload = importFailedPayload.parse(mail.payload);
      return {
        subject: importFailedSubject(payload),
        html: await render(<ImportFailedMail payload={payload} addresses={addresses} />),
        text: importFailedText({ payload, addresses }),
      };
    }
    case "mail_failed": {
      const payload = mailFailedPayload.parse(mail.payload);
      return {
        subject: mailFailedSubject(payload),
        html: await render(<MailFailedMail payload={payload} />),
        text: mailFailedText(payload),
      };
    }
    default:
      throw new Error(`There is no template for mail of the kind ${mail.kind}.`);
  }
}
