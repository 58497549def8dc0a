import { randomUUID } from "node:crypto";
import { beforeEach, describe, expect, it } from "vitest";
import { type Caller, type Transaction, useDatabase } from "./support/database";
import { createTeam, createUser, type Team } from "./support/people";
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
const unseenFor = (id: string, interval: string) =>
  db.owner`update public.user_sessions set last_seen_at = now() - ${interval}::interval where id = ${id}`;
const end = (id: string) => (sql: Transaction) => sql`select public.end_session(${id})`;

describe("a session", () => {
  it("opens what its owner may see, from its first request on", async () => {
    const session = await openSession(db.owner, team.member);
    expect(await organizations(session)).toBe(1);
    expect(await recorded(session.sessionId)).toMatchObject({ agent: "Example/1.0", address: "192.0.2.7" });
  });

  it("opens nothing when it is not known, or another person's", async () => {
    const theirs = await openSession(db.owner, team.admin);
    for (const sessionId of [randomUUID(), theirs.sessionId])
      expect(await organizations({ ...team.member, sessionId })).toBe(0);
  });

  it("is not begun for a person who has none at the Auth server", async () => {
    const theirs = await openSession(db.owner, team.admin);
    await db.owner`delete from public.user_sessions`;
    expect(await note(db.owner, { ...team.member, sessionId: theirs.sessionId })).toBe("over");
    expect(await note(db.owner, { ...team.member, sessionId: randomUUID() })).toBe("over");
    expect(await recorded(theirs.sessionId)).toBeUndefined();
  });

  it("is noted once a minute at most, with where its owner is now", async () => {
    const session = await openSession(db.owner, team.member);
    const first = await recorded(session.sessionId);
    await note(db.owner, session, { userAgent: "Example/2.0" });
    expect(await recorded(session.sessionId)).toEqual(first);
    await unseenFor(session.sessionId, "61 seconds");
    await note(db.owner, session, { userAgent: "Example/2.0" });
    const later = await recorded(session.sessionId);
    expect(later?.agent).toBe("Example/2.0");
    expect(later!.seen.getTime()).toBeGreaterThan(Date.now() - 30_000);
  });

  it.each([
    ["unused for eight hours", "unused", "8 hours", 0],
    ["older than seven days, however busy", "too_old", "1 minute", 7],
  ])("that was %s is over with its next request", async (_what, reason, unseen, age) => {
    const session = await openSession(db.owner, team.member, { age });
    if (age > 0) {
      // Its first request came already too late.
      expect(await note(db.owner, session)).toBe("over");
    } else {
      await unseenFor(session.sessionId, unseen);
      expect(await note(db.owner, session)).toBe("over");
    }
    expect(await recorded(session.sessionId)).toMatchObject({ reason });
    expect(await organizations(session)).toBe(0);
    expect(await atAuthServer(session.sessionId)).toBe(0);
    expect(await note(db.owner, session)).toBe("over");
  });

  it("that ran out opens nothing, even before anything notes that", async () => {
    const session = await openSession(db.owner, team.member);
    await db.owner`update public.user_sessions set expires_at = now() where id = ${session.sessionId}`;
    expect(await organizations(session)).toBe(0);
  });

  it("never lasts longer than seven days from its beginning", async () => {
    const session = await openSession(db.owner, team.member, { age: 6.9 });
    const { expires } = (await recorded(session.sessionId))!;
    expect(expires.getTime()).toBeLessThan(Date.now() + 0.11 * 24 * 3600_000);
  });

  it("that owes a second factor opens nothing until it has shown one, whatever its token says", async () => {
    const session = await openSession(db.owner, team.member, { asksSecondFactor: true });
    expect(await organizations(session)).toBe(0);
    const claims = { role: "authenticated", sub: session.userId, session_id: session.sessionId, aal: "aal2" };
    const boasting = await db.owner.begin(async (sql) => {
      await sql`select set_config('request.jwt.claims', ${JSON.stringify(claims)}, true), set_config('role', 'authenticated', true)`;
      return sql`select id from public.organizations`;
    });
    expect(boasting).toHaveLength(0);
    await db.owner`select private.show_auth_server_factor(${session.userId}, ${session.sessionId})`;
    expect(await organizations(session)).toBe(1);
  });

  it("owes one from the next request on, not only from the next minute", async () => {
    const session = await openSession(db.owner, team.member);
    await note(db.owner, session, { asksSecondFactor: true });
    expect(await organizations(session)).toBe(0);
  });
});

describe("the list of sessions", () => {
  it("shows people their own, and an ended session none", async () => {
    const here = await openSession(db.owner, team.member);
    const other = await openSession(db.owner, team.member);
    const theirs = await openSession(db.owner, team.admin);
    const list = (sql: Transaction) => sql<{ id: string }[]>`select id from public.user_sessions`;
    expect((await db.as(here, list)).map(({ id }) => id).toSorted()).toEqual(
      [here.sessionId, other.sessionId].toSorted(),
    );
    await db.as(here, end(other.sessionId));
    expect(await db.as(other, list)).toHaveLength(0);
    expect(await db.as(theirs, list)).toHaveLength(1);
  });

  it("is swept: what ran out ends at the Auth server, what ended a month ago is forgotten", async () => {
    const here = await openSession(db.owner, team.member);
    const unused = await openSession(db.owner, team.member);
    const ancient = await openSession(db.owner, team.member);
    await db.owner`update public.user_sessions set expires_at = now() where id = ${unused.sessionId}`;
    await db.owner`update public.user_sessions set ended_at = now() - interval '31 days', end_reason = 'signed_out'
      where id = ${ancient.sessionId}`;
    await db.owner`select private.sweep_sessions()`;
    expect(await atAuthServer(unused.sessionId)).toBe(0);
    expect(await recorded(unused.sessionId)).toMatchObject({ reason: "unused" });
    expect(await recorded(ancient.sessionId)).toBeUndefined();
    expect(await recorded(here.sessionId)).toMatchObject({ reason: null });
    await db.owner`select private.sweep_sessions()`;
  });

  it("goes with the account", async () => {
    const person = await createUser(db.owner, "passing");
    const session = await openSession(db.owner, person);
    await db.owner`delete from auth.users where id = ${person.userId}`;
    expect(await recorded(session.sessionId)).toBeUndefined();
  });
});
