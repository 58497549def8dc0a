import { beforeEach, expect, it } from "vitest";
import { renderInvitation } from "../../src/features/organizations/email/render";
import { sendDueMail } from "../../src/features/alerts/jobs";
import { type MailSender, TransientMailError } from "../../src/libs/mail/sender";
import { useDatabase } from "./support/database";
import { hashOf, invite } from "./support/invitations";
import { passTime } from "./support/mail";
import { createTeam, type Team } from "./support/people";

const db = useDatabase();
let team: Team;
beforeEach(async () => {
  await db.owner`delete from public.email_outbox`;
  team = await createTeam(db.owner, "team");
});

/** Sends what is due, and answers with what arrived. */
async function send(fails = false) {
  const sent: { to: string; text: string; html: string }[] = [];
  const sender: MailSender = {
    name: "resend",
    repeatableForHours: 23,
    async send(mail) {
      if (fails) throw new TransientMailError("Busy.", { mayHaveArrived: false });
      sent.push(mail);
      return { messageId: "m-1" };
    },
  };
  const settings = { AESTRAK_SITE_URL: "https://aestrak.example.com", AESTRAK_OPS_EMAIL: undefined };
  await sendDueMail(db.owner, sender, settings, { invitation: renderInvitation });
  return sent;
}

const tokenIn = (text: string) =>
  /https:\/\/aestrak\.example\.com\/invite\/([0-9a-f]{64})/.exec(text)?.[1] ?? "";

it("an invitation's mail holds the one link that opens it, and afterwards nothing does that", async () => {
  const id = await invite(db, team.id, team.admin, "new@example.com");
  const [mail] = await send();
  expect(mail?.to).toBe("new@example.com");
  const token = tokenIn(mail!.text);
  expect(tokenIn(mail!.html)).toBe(token);
  const [kept] = await db.owner`select token_hash from public.invitations where id = ${id}`;
  expect(kept).toEqual({ token_hash: hashOf(token) });
  expect(await db.owner`select 1 from private.mail_secrets`).toHaveLength(0);
  const [row] = await db.owner`select (e.*)::text as row from public.email_outbox e`;
  expect(row?.["row"]).not.toContain(token);
});

it("an attempt that fails for now keeps the token for the next one", async () => {
  await invite(db, team.id, team.admin, "new@example.com");
  expect(await send(true)).toEqual([]);
  await passTime(db.owner);
  const [mail] = await send();
  expect(tokenIn(mail!.text)).toHaveLength(64);
});

it("a withdrawn invitation is not mailed any more", async () => {
  const id = await invite(db, team.id, team.admin, "new@example.com");
  await db.as(team.admin, (sql) => sql`select public.revoke_invitation(${team.id}, ${id})`);
  expect(await send()).toEqual([]);
});
