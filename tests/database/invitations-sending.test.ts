import { beforeEach, describe, expect, it } from "vitest";
import { type Transaction, useDatabase } from "./support/database";
import { hashOf, invite, mailedToken } from "./support/invitations";
import { anonymous, createTeam, type Person, type Team } from "./support/people";
import { auditOf, expectAlike, refusalOf } from "./support/refusals";
import { randomUUID } from "node:crypto";

const db = useDatabase();
let team: Team;
let others: Team;
beforeEach(async () => {
  await db.owner`delete from private.rate_limits`;
  team = await createTeam(db.owner, "team");
  others = await createTeam(db.owner, "others");
});

const onlyAdmins = { code: "AE403", message: "Only an admin of the organization may do this." };
const inviting =
  (organizationId: string, email = "new@example.com") =>
  (sql: Transaction) =>
    sql`select public.invite_member(${organizationId}, ${email}, 'member')`;
const plan = (name: string) =>
  db.owner`update public.subscriptions set plan = ${name}::public.subscription_plan where organization_id = ${team.id}`;

describe("inviting an address", () => {
  it("keeps the token's hash only, mails the token, and is recorded", async () => {
    const id = await invite(db, team.id, team.admin, " New.Person@Example.com ", "admin");
    const token = await mailedToken(db.owner, id);
    expect(token).toMatch(/^[0-9a-f]{64}$/);
    const [kept] = await db.owner`
      select email, role, token_hash, round(extract(epoch from expires_at - now()) / 86400)::float as days
      from public.invitations where id = ${id}`;
    expect(kept).toEqual({
      email: "new.person@example.com",
      role: "admin",
      token_hash: hashOf(token),
      days: 7,
    });
    const [mail] = await db.owner`select recipient, payload, payload::text as text from public.email_outbox
      where kind = 'invitation' and organization_id = ${team.id}`;
    expect(mail).toMatchObject({
      recipient: "new.person@example.com",
      payload: { invitationId: id, role: "admin", inviter: "team admin", organization: { name: "team" } },
    });
    expect(mail?.["text"]).not.toContain(token);
    expect((await auditOf(db.owner, team.id)).at(-1)).toMatchObject({
      action: "invitation.sent",
      acted_by: team.admin.userId,
      after: { email: "new.person@example.com", role: "admin" },
    });
  });

  it("is for an admin of the organization, and nobody else", async () => {
    for (const caller of [team.member, team.former, others.admin])
      expect(await refusalOf(db, caller, inviting(team.id))).toEqual(onlyAdmins);
    expect(await refusalOf(db, team.admin, inviting(randomUUID()))).toEqual(onlyAdmins);
    expect((await refusalOf(db, anonymous, inviting(team.id))).code).toBe("42501");
  });

  it("refuses who belongs to it, who is invited already, and what is no address", async () => {
    expect((await refusalOf(db, team.admin, inviting(team.id, team.member.email.toUpperCase()))).code).toBe(
      "AE409",
    );
    await invite(db, team.id, team.admin, "new@example.com");
    expect((await refusalOf(db, team.admin, inviting(team.id, "New@example.com"))).message).toContain(
      "invited already",
    );
    for (const wrong of ["", "nobody", "a b@example.com", "a@b@c", "x@example.com\nBcc: y@example.com"])
      expect((await refusalOf(db, team.admin, inviting(team.id, wrong))).code, wrong).toBe("AE422");
  });

  it("takes the place of one that has expired", async () => {
    await plan("growth");
    const old = await invite(db, team.id, team.admin, "new@example.com");
    await db.owner`update public.invitations set expires_at = now() - interval '1 second' where id = ${old}`;
    await invite(db, team.id, team.admin, "new@example.com");
    const standing = await db.owner`
      select revoked_at is not null as revoked from public.invitations where organization_id = ${team.id} order by created_at`;
    expect(standing.map(({ revoked }) => revoked)).toEqual([true, false]);
  });

  it("needs a seat: active people and pending invitations take one, deactivated people and past invitations don't", async () => {
    // Essential has three: the admin, the member, and one more.
    const id = await invite(db, team.id, team.admin, "third@example.com");
    const full = await refusalOf(db, team.admin, inviting(team.id, "fourth@example.com"));
    expect(full.code).toBe("AE429");
    expect(full.message).toContain(
      "All 3 seats of the Essential plan are taken: 2 active people, 1 pending invitation.",
    );
    await db.as(team.admin, (sql) => sql`select public.revoke_invitation(${team.id}, ${id})`);
    await invite(db, team.id, team.admin, "fourth@example.com");
    await plan("growth");
    await invite(db, team.id, team.admin, "fifth@example.com");
    await plan("enterprise");
    for (let n = 0; n < 20; n++) await invite(db, team.id, team.admin, `many-${n}@example.com`);
  });

  it("stops at five mails a day to one address, whoever sends them", async () => {
    for (const { id, admin } of [team, others, team, others, team]) {
      const invitation = await invite(db, id, admin, "new@example.com");
      await db.as(admin, (sql) => sql`select public.revoke_invitation(${id}, ${invitation})`);
    }
    for (const { id, admin } of [team, others])
      expect((await refusalOf(db, admin, inviting(id))).message).toContain("enough invitation mail");
  });

  it("stops at ten strangers a day on the smallest plan, by one sender in whichever organization", async () => {
    const once = async (sender: Person, organization: string, n: number) => {
      const id = await invite(db, organization, sender, `stranger-${n}@example.com`);
      await db.as(sender, (sql) => sql`select public.revoke_invitation(${organization}, ${id})`);
    };
    for (let n = 0; n < 10; n++) await once(team.admin, team.id, n);
    expect((await refusalOf(db, team.admin, inviting(team.id))).message).toContain(
      "You have sent 10 invitations",
    );
    // Neither a second organization nor a second admin is a way around.
    const [second] = await db.as(
      team.admin,
      (sql) => sql<{ id: string }[]>`select public.create_organization('Second') as id`,
    );
    expect((await refusalOf(db, team.admin, inviting(second!.id))).message).toContain("You have sent 10");
    await db.owner`update public.organization_members set role = 'admin' where user_id = ${team.member.userId}`;
    expect((await refusalOf(db, team.member, inviting(team.id))).message).toContain(
      "This organization has sent 10",
    );
  });
});

describe("resending and withdrawing", () => {
  it("a resent invitation has a new token; the mail that still waits is withdrawn", async () => {
    const id = await invite(db, team.id, team.admin, "new@example.com");
    const first = await mailedToken(db.owner, id);
    await db.as(team.admin, (sql) => sql`select public.resend_invitation(${team.id}, ${id})`);
    const second = await mailedToken(db.owner, id);
    expect(second).not.toBe(first);
    const [kept] = await db.owner`select token_hash from public.invitations where id = ${id}`;
    expect(kept).toEqual({ token_hash: hashOf(second) });
    const mails =
      await db.owner`select status from public.email_outbox where organization_id = ${team.id} order by created_at`;
    expect(mails.map(({ status }) => status)).toEqual(["failed", "pending"]);
    const secrets =
      await db.owner`select 1 from private.mail_secrets s join public.email_outbox e on e.id = s.email_id
      where e.organization_id = ${team.id}`;
    expect(secrets).toHaveLength(1);
  });

  it("an expired one needs a free seat to come back to life", async () => {
    const id = await invite(db, team.id, team.admin, "new@example.com");
    await db.owner`update public.invitations set expires_at = now() - interval '1 second' where id = ${id}`;
    await invite(db, team.id, team.admin, "other@example.com");
    expect(
      (await refusalOf(db, team.admin, (sql) => sql`select public.resend_invitation(${team.id}, ${id})`))
        .code,
    ).toBe("AE429");
  });

  it.each(["resend_invitation", "revoke_invitation"])(
    "%s is for an admin of the organization",
    async (name) => {
      const id = await invite(db, team.id, team.admin, "new@example.com");
      const call = (sql: Transaction, wanted: string) =>
        sql`select ${sql(`public.${name}`)}(${team.id}::uuid, ${wanted}::uuid)`;
      for (const caller of [team.member, team.former, others.admin])
        expect((await expectAlike(db, caller, call, { foreign: id, unknown: randomUUID() })).code).toBe(
          "AE403",
        );
      expect((await refusalOf(db, anonymous, (sql) => call(sql, id))).code).toBe("42501");
      // Who is an admin of both does it where the invitation belongs, not from the other one.
      await db.owner`insert into public.organization_members (organization_id, user_id, role)
        select ${others.id}, user_id, 'admin' from public.user_profiles where user_id = ${team.admin.userId}`;
      const elsewhere = (sql: Transaction) =>
        sql`select ${sql(`public.${name}`)}(${others.id}::uuid, ${id}::uuid)`;
      expect((await refusalOf(db, team.admin, elsewhere)).code).toBe("AE404");
      await db.as(team.admin, (sql) => sql`select public.revoke_invitation(${team.id}, ${id})`);
      expect((await refusalOf(db, team.admin, (sql) => call(sql, id))).code).toBe("AE409");
    },
  );
});

describe("the token in the outbox", () => {
  it.each(["sent", "failed", "uncertain"])("is forgotten when its mail is %s", async (status) => {
    await db.owner`delete from public.email_outbox`;
    const id = await invite(db, team.id, team.admin, "new@example.com");
    await db.owner`update public.email_outbox set status = 'sending', provider = 'smtp', handed_over_at = now()`;
    expect(await mailedToken(db.owner, id)).toHaveLength(64);
    await db.owner`update public.email_outbox set status = ${status}::public.email_status`;
    expect(await db.owner`select 1 from private.mail_secrets`).toHaveLength(0);
  });
});
