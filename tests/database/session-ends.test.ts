import { randomUUID } from "node:crypto";
import { beforeEach, describe, expect, it } from "vitest";
import { provePassword } from "./support/accounts";
import { type Caller, type Transaction, useDatabase } from "./support/database";
import { anonymous, createTeam, type Team } from "./support/people";
import { auditOf, refusalOf } from "./support/refusals";
import { note, openSession } from "./support/sessions";

const db = useDatabase();
let team: Team;
beforeEach(async () => {
  team = await createTeam(db.owner, "team");
});

const organizations = async (caller: Caller) => {
  const rows = await db.as(caller, (sql) => sql`select id from public.organizations`);
  return rows.length;
};
const recorded = async (id: string) => {
  const [row] = await db.owner<
    {
      seen: Date;
      expires: Date;
      ended: Date | null;
      reason: string | null;
      agent: string;
      address: string;
    }[]
  >`
    select last_seen_at as seen, expires_at as expires, ended_at as ended, end_reason as reason, user_agent as agent,
      host(ip_address) as address
    from public.user_sessions where id = ${id}`;
  return row;
};
const atAuthServer = async (id: string) => {
  const rows = await db.owner`select from auth.sessions where id = ${id}`;
  return rows.length;
};
const end = (id: string) => (sql: Transaction) => sql`select public.end_session(${id})`;
const endOthers = (sql: Transaction) => sql<{ count: number }[]>`select public.end_other_sessions() as count`;

describe("ending a session", () => {
  it("shuts it out at once, here and at the Auth server, and is recorded without its id", async () => {
    const here = await openSession(db.owner, team.member);
    const lost = await openSession(db.owner, team.member, { userAgent: "Lost/1.0" });
    await db.as(here, end(lost.sessionId));
    expect(await organizations(lost)).toBe(0);
    expect(await organizations(here)).toBe(1);
    expect(await atAuthServer(lost.sessionId)).toBe(0);
    expect(await note(db.owner, lost)).toBe("over");
    expect(await recorded(lost.sessionId)).toMatchObject({ reason: "ended_by_user" });
    const entry = (await auditOf(db.owner, team.id)).at(-1);
    expect(entry).toMatchObject({
      action: "user.session_ended",
      acted_by: team.member.userId,
      entity_id: team.member.userId,
      before: { browser: "Lost/1.0", address: "192.0.2.7" },
    });
    expect(JSON.stringify(entry)).not.toContain(lost.sessionId);
  });

  it("is refused for somebody else's, for one that is over and for nobody, in the same words", async () => {
    const here = await openSession(db.owner, team.member);
    const theirs = await openSession(db.owner, team.admin);
    const over = await openSession(db.owner, team.member);
    await db.as(here, end(over.sessionId));
    const answers = await Promise.all(
      [theirs.sessionId, over.sessionId, randomUUID()].map((id) => refusalOf(db, here, end(id))),
    );
    expect(new Set(answers.map(({ message }) => message)).size).toBe(1);
    expect(await organizations(theirs)).toBe(1);
    expect((await refusalOf(db, over, end(here.sessionId))).code).toBe("AE404");
    expect((await refusalOf(db, anonymous, end(here.sessionId))).code).toBe("42501");
    expect(await organizations(here)).toBe(1);
  });

  it("everywhere else keeps the one that asks, and other people's", async () => {
    const here = await openSession(db.owner, team.member);
    const others = [await openSession(db.owner, team.member), await openSession(db.owner, team.member)];
    const theirs = await openSession(db.owner, team.admin);
    // Begun past our server, with the password alone, and not used here yet.
    const unseen = randomUUID();
    await db.owner`insert into auth.sessions (id, user_id) values (${unseen}, ${team.member.userId})`;
    expect(await db.as(here, endOthers)).toEqual([{ count: 2 }]);
    for (const other of others) expect(await organizations(other)).toBe(0);
    for (const kept of [here, theirs]) expect(await organizations(kept)).toBe(1);
    expect(await atAuthServer(unseen)).toBe(0);
    expect(await atAuthServer(here.sessionId)).toBe(1);
    const entries = (await auditOf(db.owner, team.id)).length;
    expect(await db.as(here, endOthers)).toEqual([{ count: 0 }]);
    expect(await auditOf(db.owner, team.id)).toHaveLength(entries);
    expect((await refusalOf(db, others[0]!, endOthers)).code).toBe("AE403");
  });

  it("comes with a new password for all but the session that changed it", async () => {
    const here = await openSession(db.owner, team.member);
    const other = await openSession(db.owner, team.member);
    const proof = await provePassword(db.owner, team.member);
    await db.as(here, (sql) => sql`select public.record_password_change(${proof})`);
    expect(await organizations(here)).toBe(1);
    expect(await organizations(other)).toBe(0);
    expect(await recorded(other.sessionId)).toMatchObject({ reason: "password_changed" });
  });

  it("comes with signing out, for that one alone", async () => {
    const here = await openSession(db.owner, team.member);
    const other = await openSession(db.owner, team.member);
    await db.as(here, (sql) => sql`select public.record_sign_out()`);
    expect(await organizations(here)).toBe(0);
    expect(await organizations(other)).toBe(1);
    expect((await auditOf(db.owner, team.id)).at(-1)).toMatchObject({ action: "user.signed_out" });
  });
});
