import { beforeEach, expect, it } from "vitest";
import { useDatabase } from "./support/database";
import { anonymous, createTeam, createUser, type Team } from "./support/people";
import { auditOf, refusalOf } from "./support/refusals";
import { openSession } from "./support/sessions";

const db = useDatabase();
let team: Team;
beforeEach(async () => {
  team = await createTeam(db.owner, "team");
});

const fail = (email: string) =>
  db.owner.begin(async (sql) => {
    const request = { ip: "203.0.113.9", user_agent: "Guess/1.0", request_id: crypto.randomUUID() };
    await sql`select set_config('aestrak.request', ${JSON.stringify(request)}, true)`;
    await sql`select private.record_failed_sign_in(${email}, 'invalid_credentials')`;
  });

it("stands in the log of each organization of the account, done by nobody, with whence it came", async () => {
  await fail(` ${team.member.email.toUpperCase()} `);
  const [entry] = await db.owner`
    select action, acted_by, entity_id, after, host(ip_address) as ip, user_agent from public.audit_logs
    where organization_id = ${team.id} order by id desc limit 1`;
  expect(entry).toEqual({
    action: "user.sign_in_failed",
    acted_by: null,
    entity_id: team.member.userId,
    after: { reason: "invalid_credentials" },
    ip: "203.0.113.9",
    user_agent: "Guess/1.0",
  });
});

it("leaves no entry for an address without an account", async () => {
  const count = async () => {
    const [row] = await db.owner`select count(*)::integer as count from public.audit_logs`;
    return row?.["count"] as number;
  };
  const before = await count();
  await fail("nobody@example.com");
  expect(await count()).toBe(before);
});

it("is shown to its owner once, whatever they belong to, and to nobody else", async () => {
  const second = await createTeam(db.owner, "second");
  await db.owner`insert into public.organization_members (organization_id, user_id) values (${second.id}, ${team.member.userId})`;
  await fail(team.member.email);
  expect((await auditOf(db.owner, second.id)).at(-1)?.action).toBe("user.sign_in_failed");
  const events = (person: { userId: string }) =>
    db.as(
      { role: "authenticated", userId: person.userId },
      (sql) => sql`select * from public.my_security_events()`,
    );
  expect(await events(team.member)).toMatchObject([
    { action: "user.sign_in_failed", ip_address: "203.0.113.9", user_agent: "Guess/1.0" },
  ]);
  expect(await events(team.admin)).not.toContainEqual(
    expect.objectContaining({ action: "user.sign_in_failed" }),
  );
});

it("is shown to somebody who belongs to no organization yet", async () => {
  const person = await createUser(db.owner, "alone");
  await fail(person.email);
  const events = await db.as(person, (sql) => sql`select action from public.my_security_events()`);
  expect(events).toEqual([{ action: "user.sign_in_failed" }]);
});

it("shows an ended session and an anonymous caller nothing", async () => {
  const session = await openSession(db.owner, team.member);
  await fail(team.member.email);
  const events = () => db.as(session, (sql) => sql`select from public.my_security_events()`);
  expect(await events()).not.toHaveLength(0);
  await db.as(session, (sql) => sql`select public.end_session(${session.sessionId})`);
  expect(await events()).toHaveLength(0);
  const refusal = await refusalOf(db, anonymous, (sql) => sql`select public.my_security_events()`);
  expect(refusal.code).toBe("42501");
});
