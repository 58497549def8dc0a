import "server-only";
import type { Environment } from "@/libs/environment";
import { resendSender } from "@/libs/mail/resend-sender";
import type { MailSender } from "@/libs/mail/sender";
import { smtpSender } from "@/libs/mail/smtp-sender";

type MailSettings = Pick<Environment, "RESEND_API_KEY" | "RESEND_BASE_URL" | "SMTP_URL" | "MAIL_FROM">;

/**
 * The provider that the settings name: Resend when there is a key for it, else the SMTP server.
 * @throws when they name neither
 */
export function createMailSender(settings: MailSettings): MailSender {
  const from = settings.MAIL_FROM;
  if (settings.RESEND_API_KEY)
    return resendSender({ apiKey: settings.RESEND_API_KEY, baseUrl: settings.RESEND_BASE_URL, from });
  if (settings.SMTP_URL) return smtpSender({ url: settings.SMTP_URL, from });
  throw new Error("Neither RESEND_API_KEY nor SMTP_URL is set, so no mail can be sent.");
}
