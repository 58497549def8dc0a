import { expect } from "@playwright/test";
import type { CaughtMessage } from "../../../stack/mail-catcher";

/** The newest mail to an address whose subject matches, waiting for it. */
export async function mailTo(inboxUrl: string, recipient: string, subject: RegExp): Promise<CaughtMessage> {
  let found: CaughtMessage | undefined;
  await expect(async () => {
    const answer = await fetch(new URL("/messages.json", inboxUrl));
    const messages = (await answer.json()) as CaughtMessage[];
    found = messages.find((mail) => mail.to.includes(recipient) && subject.test(mail.subject));
    expect(found, `a mail to ${recipient} with a subject like ${subject}`).toBeDefined();
  }).toPass({ timeout: 20_000 });
  return found!;
}

/** The first link of a mail whose address matches. */
export function linkIn(mail: CaughtMessage, address: RegExp): string {
  const links = [...mail.html.matchAll(/href="([^"]+)"/g)].map(([, href]) =>
    (href ?? "").replaceAll("&amp;", "&"),
  );
  const link = links.find((href) => address.test(href));
  if (!link)
    throw new Error(`"${mail.subject}" has no link like ${address}; it has ${links.join(", ") || "none"}.`);
  return link;
}
