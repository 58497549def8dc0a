import { render } from "@react-email/render";
import { InvitationMail, invitationSubject, invitationText } from "@/features/organizations/email/invitation";
import { invitationPayload } from "@/features/organizations/email/payload";
import type { MailContent } from "@/libs/mail/sender";
import { paths } from "@/libs/paths";

/**
 * Makes the mail of an invitation.
 * @param mail its payload, and its token as the secret
 * @param siteUrl where people open AESTrak
 * @throws when the token is gone, because the mail was sent or given up before
 */
export async function renderInvitation(
  mail: { payload: unknown; secret: string | null },
  siteUrl: string,
): Promise<MailContent> {
  if (!mail.secret) throw new Error("The token of this invitation is no longer there.");
  const payload = invitationPayload.parse(mail.payload);
  const url = new URL(paths.invitation(mail.secret), siteUrl).href;
  return {
    subject: invitationSubject,
    html: await render(<InvitationMail payload={payload} url={url} />),
    text: invitationText({ payload, url }),
  };
}
