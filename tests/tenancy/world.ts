import { randomBytes, randomUUID } from "node:crypto";
import { catalogue, type Table } from "../database/support/catalogue";
import type { Caller, Sql } from "../database/support/database";
import { anonymous, createUser, type Person } from "../database/support/people";
import { createHolding, type Holding } from "./holding";

/** A caller whose token says more than who they are. */
export interface Claimant extends Caller {
  claims?: Record<string, unknown>;
}

/** Somebody who asks, and what of the two organizations is theirs to see. */
export interface Actor {
  name: string;
  caller: Claimant;
  memberOf: readonly string[];
  adminOf: readonly string[];
  /** User ids of those whose names they may see, their own included. */
  colleagues: readonly string[];
}

export interface World {
  tables: Table[];
  victim: Holding;
  attacker: Holding;
  /** Everybody who has no business with the victim. */
  outsiders: Actor[];
  /** Those of the victim, who must see what is theirs: a rule that hides everything from everybody is no rule. */
  insiders: Actor[];
}

const withClaims = ({ role, userId }: Person, claims: Record<string, unknown>): Claimant => ({
  role,
  userId,
  claims,
});

const inSession = (holding: Holding, who: "admin" | "member"): Claimant =>
  withClaims(holding[who], { session_id: holding.accounts[who].session });

/** Claims that somebody might write into their own profile at the Auth server, or that a careless rule might believe. */
const boasts = ({ id, admin }: Holding) => ({
  user_metadata: { organization_id: id, role: "admin", sub: admin.userId },
  app_metadata: { organization_id: id, organizations: [id], role: "service_role", is_admin: true },
  organization_id: id,
  email: admin.email,
  user_role: "admin",
});

/** What stays behind when somebody was in an organization once: it is no longer theirs. */
async function leaveTraces(sql: Sql, { id, name }: Holding, { userId, email }: Person): Promise<void> {
  await sql`select private.audit(${id}, 'import.confirmed', 'import', null, null,
    ${sql.json({ file: `Kept by ${name}` })}, ${userId})`;
  const payload = {
    organizationName: name,
    importJobId: randomUUID(),
    fileName: "qs.xlsx",
    reason: "No header row.",
  };
  await sql`insert into public.email_outbox (organization_id, kind, recipient, dedupe_key, payload)
    values (${id}, 'import_failed', ${email}, 'left behind', ${sql.json(payload)})`;
}

/** Two organizations, and everybody who may try to reach from the one into the other. */
export async function createWorld(owner: Sql, superuser: Sql): Promise<World> {
  const tables = await catalogue(owner);
  const victim = await createHolding(owner, superuser, tables, `victim-${randomBytes(4).toString("hex")}`);
  const attacker = await createHolding(
    owner,
    superuser,
    tables,
    `attacker-${randomBytes(4).toString("hex")}`,
  );
  await leaveTraces(owner, victim, attacker.member);
  await leaveTraces(owner, attacker, attacker.removed);
  const nobody = await createUser(owner, "nobody");

  const colleaguesIn = ({ admin, member, former }: Holding) =>
    [admin, member, former].map(({ userId }) => userId);
  const actor = (name: string, caller: Caller, rights: Partial<Actor> = {}): Actor => ({
    name,
    caller,
    memberOf: [],
    adminOf: [],
    colleagues: caller.userId ? [caller.userId] : [],
    ...rights,
  });
  const nothing = { colleagues: [] };
  const memberOf = (holding: Holding) => ({ memberOf: [holding.id], colleagues: colleaguesIn(holding) });
  const adminOf = (holding: Holding) => ({ ...memberOf(holding), adminOf: [holding.id] });
  return {
    tables,
    victim,
    attacker,
    outsiders: [
      actor("anonymous", anonymous),
      actor("signed in without an id", { role: "authenticated" }),
      actor("a person without organization", nobody),
      actor("a former member", victim.removed),
      actor("a deactivated admin", victim.former),
      ...Object.entries(victim.uselessSessions).map(([what, session_id]) =>
        actor(`an admin whose session is ${what}`, withClaims(victim.admin, { session_id }), nothing),
      ),
      actor(
        "an admin by a token for another application",
        withClaims(victim.admin, { session_id: victim.accounts.admin.session, aud: "another-application" }),
        nothing,
      ),
      actor(
        "an admin by a session that never was",
        withClaims(victim.admin, { session_id: randomUUID() }),
        nothing,
      ),
      actor(
        "an admin of another organization by a colleague's session",
        withClaims(attacker.admin, { session_id: victim.accounts.member.session }),
        nothing,
      ),
      actor(
        "a member of another organization whose token claims more",
        withClaims(attacker.member, boasts(victim)),
        memberOf(attacker),
      ),
      actor("a member of another organization", inSession(attacker, "member"), memberOf(attacker)),
      actor("an admin of another organization", inSession(attacker, "admin"), adminOf(attacker)),
    ],
    insiders: [
      actor("a member", inSession(victim, "member"), memberOf(victim)),
      actor("an admin", inSession(victim, "admin"), adminOf(victim)),
    ],
  };
}
