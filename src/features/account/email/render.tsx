import { render } from "@react-email/render";
import { AccountMailPage, accountMailText } from "@/features/account/email/account-mail";
import { accountNoticePayload, emailChangePayload } from "@/features/account/email/payload";
import {
  type AccountMail,
  emailChangeWords,
  noticeWords,
  passwordResetWords,
  signUpWords,
} from "@/features/account/email/wording";
import type { MailContent } from "@/libs/mail/sender";
import { paths } from "@/libs/paths";

/**
 * Makes the mail that lets a new address be confirmed.
 * @param mail its payload, and its token as the secret
 * @param siteUrl where people open AESTrak
 * @throws when the token is gone, because the mail was sent or given up before
 */
export async function renderEmailChange(
  mail: { payload: unknown; secret: string | null },
  siteUrl: string,
): Promise<MailContent> {
  if (!mail.secret) throw new Error("The token of this change of address is no longer there.");
  const url = new URL(paths.confirmEmail(mail.secret), siteUrl).href;
  return mailOf(emailChangeWords(emailChangePayload.parse(mail.payload)), {
    url,
    label: "Confirm this address",
  });
}

/** Makes the mail that lets somebody set an account up. @throws when its token is gone */
export const renderSignUp: MailedLinkTemplate = async (mail, siteUrl) =>
  mailOf(signUpWords, { url: mailedLink(mail, siteUrl), label: "Set up your account" });

/** Makes the mail that lets an account's owner choose a new password. @throws when its token is gone */
export const renderPasswordReset: MailedLinkTemplate = async (mail, siteUrl) =>
  mailOf(passwordResetWords, { url: mailedLink(mail, siteUrl), label: "Choose a new password" });

type MailedLinkTemplate = (mail: { secret: string | null }, siteUrl: string) => Promise<MailContent>;

function mailedLink({ secret }: { secret: string | null }, siteUrl: string): string {
  if (!secret) throw new Error("The token of this link is no longer there.");
  return new URL(paths.mailedLink(secret), siteUrl).href;
}

/** Makes a mail that only tells an account's owner something. */
export async function renderAccountNotice(mail: { payload: unknown }): Promise<MailContent> {
  return mailOf(noticeWords(accountNoticePayload.parse(mail.payload)));
}

async function mailOf(words: AccountMail, link?: { url: string; label: string }): Promise<MailContent> {
  return {
    subject: words.subject,
    html: await render(<AccountMailPage words={words} link={link} />),
    text: accountMailText({ words, link }),
  };
}
