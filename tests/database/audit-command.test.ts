import { beforeEach, expect, it } from "vitest";
import { verifyAudit } from "../../src/cli/audit";
import { useDatabase } from "./support/database";
import { useImports } from "./support/imports";
import { createTeam, type Team } from "./support/people";

const db = useDatabase();
useImports(db);
let team: Team;
let slug: string;
beforeEach(async () => {
  team = await createTeam(db.owner, "team");
  for (let n = 0; n < 3; n++) await db.as(team.member, (sql) => sql`select public.record_sign_in()`);
  const [row] = await db.owner<
    { slug: string }[]
  >`select slug from public.organizations where id = ${team.id}`;
  slug = row!.slug;
});

async function verify(noted?: string) {
  const printed: Record<string, unknown>[] = [];
  const failure = await verifyAudit(slug, noted, (json) =>
    printed.push(json as Record<string, unknown>),
  ).then(
    () => null,
    (error: Error) => error.message,
  );
  return { failure, ...printed[0] } as { failure: string | null; intact?: boolean; last_hash?: string };
}

it("aestrak audit verify passes a log that nobody touched, and knows a hash that was noted from it", async () => {
  const whole = await verify();
  expect(whole).toMatchObject({ failure: null, intact: true });
  expect(await verify(whole.last_hash)).toMatchObject({ failure: null, intact: true });
});

it("aestrak audit verify finds the row that a superuser altered, with every trigger asleep", async () => {
  await db.superuser.begin(async (sql) => {
    await sql`set local session_replication_role = replica`;
    await sql`update public.audit_logs set acted_by = null where organization_id = ${team.id} and entry_number = 2`;
  });
  const { failure, intact } = await verify();
  expect(intact).toBe(false);
  expect(failure).toMatch(/^Entry 2 says something else than was written\. It is row \d+ of audit_logs\.$/);
});

it("aestrak audit verify finds that a log was replaced by another, whole one", async () => {
  const { last_hash: noted } = await verify();
  await db.superuser.begin(async (sql) => {
    await sql`set local session_replication_role = replica`;
    await sql`delete from public.audit_logs where organization_id = ${team.id}`;
    await sql`delete from private.audit_heads where chain_id = ${team.id}`;
  });
  await db.as(team.member, (sql) => sql`select public.record_sign_in()`);
  expect(await verify()).toMatchObject({ failure: null });
  expect((await verify(noted)).failure).toContain("this is not the log that it was noted from");
});
