import { expect, test } from "vitest";
import { renderInvitation } from "@/features/organizations/email/render";

const mail = {
  secret: "0a".repeat(32),
  payload: {
    organization: { name: "ACME\nBcc: x", locale: "en-GB", timeZone: "Pacific/Auckland" },
    invitationId: "5e8f2c9a-0000-4000-8000-000000000001",
    role: "admin",
    expiresAt: "2026-03-31T18:00:00+00:00",
    inviter: "<b>Ann</b>",
  },
};

test("an invitation says who invites to what, until which day there, and leads to the page with the token", async () => {
  const { subject, html, text } = await renderInvitation(mail, "https://aestrak.example.com");
  expect(subject).toBe("You are invited to an organization on AESTrak");
  expect(text).toContain("<b>Ann</b> invites you to ACME Bcc: x on AESTrak, as an admin.");
  expect(html).toContain("&lt;b&gt;Ann&lt;/b&gt; invites you");
  for (const version of [html, text]) {
    expect(version).toContain(`https://aestrak.example.com/invite/${mail.secret}`);
    expect(version).toContain("1 Apr 2026");
  }
});

test("without its token there is no mail", async () => {
  await expect(renderInvitation({ ...mail, secret: null }, "https://aestrak.example.com")).rejects.toThrow(
    "no longer",
  );
});
