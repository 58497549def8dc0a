import { randomUUID } from "node:crypto";
import { beforeEach, describe, expect, it } from "vitest";
import { queueOperatorMail } from "../../src/libs/mail/outbox";
import { accountMailTo, hashOf, provePassword, wishForEmail } from "./support/accounts";
import { type Caller, type Transaction, useDatabase } from "./support/database";
import { createTeam, createUser, type Person, type Team } from "./support/people";
import { auditOf, refusalOf } from "./support/refusals";

const db = useDatabase();
let team: Team;
let me: Person;
let wished: string;

beforeEach(async () => {
  team = await createTeam(db.owner, "team");
  me = team.member;
  wished = `new.${randomUUID().slice(0, 8)}@example.com`;
});

const confirm = (token: string) => (sql: Transaction) =>
  sql`select public.confirm_email_change(${hashOf(token)}) as email`;
const linkTo = async (address: string) => {
  const mails = await accountMailTo(db.owner, address);
  return mails.findLast(({ kind }) => kind === "email_change")?.secret ?? "";
};
const addressesOf = async ({ userId }: Person) => {
  const [row] = await db.owner`
    select u.email as account, p.email as profile from auth.users u join public.user_profiles p on p.user_id = u.id
    where u.id = ${userId}`;
  return row;
};
const wishOf = async (caller: Caller) =>
  (await db.as(caller, (sql) => sql`select new_email from public.own_email_change()`)).map(
    (row) => row["new_email"],
  );

it("counts once its mailbox has confirmed it, and the old one is told both times", async () => {
  await wishForEmail(db, me, ` ${wished.toUpperCase()} `);
  expect(await wishOf(me)).toEqual([wished]);
  expect(await addressesOf(me)).toEqual({ account: me.email, profile: me.email });

  await db.as(me, confirm(await linkTo(wished)));
  expect(await addressesOf(me)).toEqual({ account: wished, profile: wished });
  expect(await wishOf(me)).toEqual([]);
  expect((await accountMailTo(db.owner, me.email)).map(({ payload }) => payload)).toEqual([
    { notice: "email_change_requested", newEmail: wished },
    { notice: "email_changed", newEmail: wished },
  ]);
  const entries = (await auditOf(db.owner, team.id)).filter(({ action }) => action.startsWith("user.email"));
  expect(entries).toEqual([
    expect.objectContaining({
      action: "user.email_change_requested",
      acted_by: me.userId,
      before: null,
      after: null,
    }),
    expect.objectContaining({
      action: "user.email_changed",
      before: { email: me.email },
      after: { email: wished },
    }),
  ]);
});

it("its token is kept as a hash, and works once", async () => {
  await wishForEmail(db, me, wished);
  const token = await linkTo(wished);
  expect(token).toMatch(/^[0-9a-f]{64}$/);
  const [kept] = await db.owner<{ row: string }[]>`
    select c::text as row from private.email_changes c where c.user_id = ${me.userId}`;
  expect(kept?.row).not.toContain(token);
  await db.as(me, confirm(token));
  expect((await refusalOf(db, me, confirm(token))).code).toBe("AE404");
});

it("of twenty confirmations at once, one counts", async () => {
  await wishForEmail(db, me, wished);
  const token = await linkTo(wished);
  const outcomes = await Promise.allSettled(Array.from({ length: 20 }, () => db.as(me, confirm(token))));
  expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
});

it("is confirmed by nobody else, nor by another token, nor after an hour", async () => {
  await wishForEmail(db, me, wished);
  const token = await linkTo(wished);
  const words = await refusalOf(db, me, confirm("0a".repeat(32)));
  expect(words.code).toBe("AE404");
  // Somebody into whose mailbox the mail came by a slip of the pen has the token, and not the session.
  expect(await refusalOf(db, team.admin, confirm(token))).toEqual(words);
  await db.owner`update private.email_changes set expires_at = now() where user_id = ${me.userId}`;
  expect(await refusalOf(db, me, confirm(token))).toEqual(words);
  expect(await wishOf(me)).toEqual([]);
});

it("a newer wish, or none any more, voids the link", async () => {
  await wishForEmail(db, me, wished);
  const first = await linkTo(wished);
  await wishForEmail(db, me, `other.${wished}`);
  expect((await refusalOf(db, me, confirm(first))).code).toBe("AE404");
  const second = await linkTo(`other.${wished}`);
  await db.as(me, (sql) => sql`select public.cancel_email_change()`);
  expect((await refusalOf(db, me, confirm(second))).code).toBe("AE404");
  expect((await auditOf(db.owner, team.id)).at(-1)?.action).toBe("user.email_change_canceled");
});

describe("an address that has an account", () => {
  it("is answered for in the same way, and only its own mailbox learns of it", async () => {
    const other = await createUser(db.owner, "other");
    await wishForEmail(db, me, other.email);
    expect(await wishOf(me)).toEqual([other.email]);
    expect(await accountMailTo(db.owner, other.email)).toEqual([
      {
        kind: "account_notice",
        recipient: other.email,
        payload: { notice: "email_taken", newEmail: other.email },
        secret: null,
      },
    ]);
    // To the admin of the one who asks, who may be the same person, both cases look like nothing at all.
    const seen = await db.as(team.admin, (sql) => sql`select from public.email_outbox`);
    const events = await db.as(team.admin, (sql) => sql`select from public.email_events`);
    expect([seen.length, events.length]).toEqual([0, 0]);
  });

  it("made while the link was under way keeps its address", async () => {
    await wishForEmail(db, me, wished);
    const token = await linkTo(wished);
    const other = randomUUID();
    await db.owner`insert into auth.users (id, email, email_confirmed_at) values (${other}, ${wished}, now())`;
    await db.owner`select private.choose_password(${other}, null)`;
    expect((await refusalOf(db, me, confirm(token))).code).toBe("AE409");
    expect(await addressesOf(me)).toEqual({ account: me.email, profile: me.email });
  });

  it("whose mailbox nobody ever proved does not keep its mailbox's owner out", async () => {
    const squatter = randomUUID();
    await db.owner`insert into auth.users (id, email) values (${squatter}, ${wished})`;
    await wishForEmail(db, me, wished);
    await db.as(me, confirm(await linkTo(wished)));
    expect(await addressesOf(me)).toEqual({ account: wished, profile: wished });
    expect(await db.owner`select from auth.users where id = ${squatter}`).toHaveLength(0);
  });
});

describe("the password", () => {
  const ask = (proof: string) => (sql: Transaction) =>
    sql`select public.request_email_change(${wished}, ${proof})`;

  it("is proved for one deed, by the same person, within two minutes", async () => {
    const used = await provePassword(db.owner, me);
    await db.as(me, ask(used));
    const others = await provePassword(db.owner, team.admin);
    const old = await provePassword(db.owner, me);
    await db.owner`update private.password_proofs set proved_at = now() - interval '3 minutes' where id = ${old}`;
    for (const proof of [used, others, old, randomUUID()]) {
      expect(await refusalOf(db, me, ask(proof))).toEqual({
        code: "AE403",
        message: "Enter your present password.",
      });
    }
  });

  it("can be proved by no person themselves", async () => {
    const outcome = await db.attempt(me, (sql) => sql`select private.note_password_proof(${me.userId})`);
    expect(outcome).toEqual({ refusal: "42501" });
  });
});

it.each(["", "ann", "a b@example.com", `${"a".repeat(250)}@example.com`])(
  "%j is no address",
  async (address) => {
    await expect(wishForEmail(db, me, address)).rejects.toMatchObject({ code: "AE422" });
  },
);

it("links that were mailed to the old address open nothing any more", async () => {
  await db.owner`update auth.users set recovery_token = 'a-mailed-token', recovery_sent_at = now() where id = ${me.userId}`;
  await db.owner`
    insert into auth.identities (id, provider, provider_id, user_id, identity_data)
    values (${randomUUID()}, 'email', ${me.userId}, ${me.userId}, ${db.owner.json({ sub: me.userId, email: me.email })})`;
  await wishForEmail(db, me, wished);
  await db.as(me, confirm(await linkTo(wished)));
  const [row] = await db.owner`
    select u.recovery_token, i.email, i.identity_data ->> 'email' as inner from auth.users u join auth.identities i on i.user_id = u.id
    where u.id = ${me.userId}`;
  expect(row).toEqual({ recovery_token: "", email: wished, inner: wished });
});

it("logs every other session out, and not the one at hand", async () => {
  const [here, elsewhere] = [randomUUID(), randomUUID()];
  for (const id of [here, elsewhere])
    await db.owner`insert into public.user_sessions (id, user_id, expires_at)
      values (${id}, ${me.userId}, now() + interval '1 day')`;
  await wishForEmail(db, me, wished);
  await db.as({ ...me, sessionId: here }, confirm(await linkTo(wished)));
  const over =
    await db.owner`select id, end_reason from public.user_sessions where user_id = ${me.userId} and ended_at is not null`;
  expect([...over]).toEqual([{ id: elsewhere, end_reason: "email_changed" }]);
  // An ended session's token is good for nothing here either.
  expect(
    (await refusalOf(db, { ...me, sessionId: elsewhere }, (sql) => sql`select public.export_own_data()`))
      .code,
  ).toBe("AE403");
});

it("mail of the organization that waits goes to the new address", async () => {
  await db.owner`insert into public.email_outbox (organization_id, kind, recipient, dedupe_key, payload)
    values (${team.id}, 'import_alerts', ${me.email}, 'k', '{}')`;
  await wishForEmail(db, me, wished);
  await db.as(me, confirm(await linkTo(wished)));
  const [mail] = await db.owner`select recipient from public.email_outbox where organization_id = ${team.id}`;
  expect(mail?.["recipient"]).toBe(wished);
});

it("a changed password is told to its owner's address", async () => {
  const proof = await provePassword(db.owner, me);
  await db.as(me, (sql) => sql`select public.record_password_change(${proof})`);
  expect(await accountMailTo(db.owner, me.email)).toMatchObject([
    { kind: "account_notice", payload: { notice: "password_changed" }, secret: null },
  ]);
});

it("mail about accounts that can't be delivered is told to the operator once a day", async () => {
  await wishForEmail(db, me, wished);
  const [mail] = await db.owner<{ id: string }[]>`
    update public.email_outbox set status = 'failed', last_error = 'No such mailbox.' where recipient = ${wished} returning id`;
  for (let n = 0; n < 2; n++) await queueOperatorMail(db.owner, mail!.id, "operator@example.com");
  expect(await accountMailTo(db.owner, "operator@example.com")).toMatchObject([
    {
      kind: "mail_failed",
      payload: { organizationName: "AESTrak", recipient: wished, reason: "No such mailbox." },
    },
  ]);
});

it("mail about accounts is removed after 30 days", async () => {
  await wishForEmail(db, me, wished);
  await db.owner`update public.email_outbox set status = 'sent', created_at = now() - interval '31 days' where organization_id is null`;
  await wishForEmail(db, team.admin, `later.${wished}`);
  expect(await accountMailTo(db.owner, wished)).toEqual([]);
  const [events] = await db.owner`
    select count(*)::integer as left from public.email_events v
    where v.organization_id is null and not exists (select from public.email_outbox e where e.id = v.email_id)`;
  expect(events?.["left"]).toBe(0);
});
