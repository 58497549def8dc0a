import { beforeAll, describe, expect, it } from "vitest";
import { type Transaction, undone, useDatabase } from "./support/database";
import { createTeam, serviceRole, type Team } from "./support/people";

const db = useDatabase();
let team: Team;
beforeAll(async () => {
  team = await createTeam(db.owner, "team");
});

const attacks: Record<string, (sql: Transaction) => Promise<readonly unknown[]>> = {
  changed: (sql) => sql`update public.audit_logs set action = 'nothing.happened'`,
  deleted: (sql) => sql`delete from public.audit_logs`,
  truncated: (sql) => sql`truncate public.audit_logs`,
  "truncated along with organizations": (sql) => sql`truncate public.organizations cascade`,
};

describe.each(Object.entries(attacks))("an entry can't be %s", (_how, attack) => {
  it("by the owner of the schema, nor by a superuser", async () => {
    for (const connection of [db.owner, db.superuser])
      expect(await undone(connection, attack)).toEqual({ refusal: "42501" });
  });

  it("by the service role, nor by an admin of the organization", async () => {
    for (const caller of [serviceRole, team.admin])
      expect(await db.attempt(caller, attack)).toEqual({ refusal: "42501" });
  });
});

it("no role of the cluster can change, delete or truncate an entry, whatever it may become", async () => {
  const roles = await db.superuser<{ name: string }[]>`
    select rolname as name from pg_roles where rolname !~ '^pg_' order by 1`;
  // Those of the gateway, of people, of the health check, of the worker and of the Auth server.
  expect(roles.map(({ name }) => name)).toEqual(
    expect.arrayContaining([
      "anon",
      "authenticated",
      "authenticator",
      "postgres",
      "service_role",
      "supabase_auth_admin",
    ]),
  );
  for (const { name } of roles) {
    for (const attack of Object.values(attacks)) {
      const outcome = await undone(db.superuser, async (sql) => {
        await sql`select set_config('role', ${name}, true)`;
        return attack(sql);
      });
      expect(outcome, name).toEqual({ refusal: "42501" });
    }
  }
});

it("an organization with a history can't be deleted, which would take it along", async () => {
  const outcome = await undone(
    db.owner,
    (sql) => sql`delete from public.organizations where id = ${team.id}`,
  );
  expect(["23503", "23001", "42501"]).toContain(outcome.refusal);
});

it("an entry outlives the account of whom it speaks", async () => {
  const [before] =
    await db.owner`select count(*)::integer as count from public.audit_logs where acted_by = ${team.admin.userId}`;
  expect(before?.["count"]).toBeGreaterThan(0);
  const kept = await undone(db.owner, async (sql) => {
    await sql`delete from auth.users where id = ${team.admin.userId}`;
    return sql`select 1 from public.audit_logs where acted_by = ${team.admin.userId}`;
  });
  expect(kept).toEqual({ rows: before?.["count"] });
});

it("people can't write entries of their own making", async () => {
  const outcome = await db.attempt(
    team.admin,
    (sql) => sql`select private.audit(${team.id}, 'made.up', 'organization', null)`,
  );
  expect(outcome).toEqual({ refusal: "42501" });
});

it("an entry knows the request behind it", async () => {
  await db.as(team.member, async (sql) => {
    const request = { ip: "192.0.2.7", user_agent: "Browser", request_id: "r-1" };
    await sql`select set_config('aestrak.request', ${JSON.stringify(request)}, true)`;
    await sql`select public.record_sign_in()`;
  });
  const [entry] = await db.owner`
    select action, acted_by, host(ip_address) as ip, user_agent, request_id from public.audit_logs order by id desc limit 1`;
  expect(entry).toEqual({
    action: "user.signed_in",
    acted_by: team.member.userId,
    ip: "192.0.2.7",
    user_agent: "Browser",
    request_id: "r-1",
  });
});
