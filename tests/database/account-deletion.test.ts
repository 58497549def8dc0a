import { beforeEach, expect, it } from "vitest";
import { accountMailTo, deleteAccount, provePassword, wishForEmail } from "./support/accounts";
import { useDatabase } from "./support/database";
import { accept, invite, mailedToken } from "./support/invitations";
import {
  addMember,
  createOrganization,
  createTeam,
  createUser,
  type Person,
  type Team,
} from "./support/people";
import { auditOf, refusalOf } from "./support/refusals";

const db = useDatabase();
let team: Team;
let me: Person;

beforeEach(async () => {
  team = await createTeam(db.owner, "team");
  me = team.member;
});

const accountOf = ({ userId }: Person) => db.owner`select from auth.users where id = ${userId}`;

/** Everything that the database holds of a person's name and address, by table; but for the audit log. */
async function tracesOf(marks: string[]): Promise<string[]> {
  const tables = await db.superuser<{ name: string }[]>`
    select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname in ('public', 'private', 'auth') and c.relkind = 'r' order by 1`;
  expect(tables.length).toBeGreaterThan(25);
  const found: string[] = [];
  for (const { name } of tables) {
    const [row] = await db.superuser<{ hits: number }[]>`
      select count(*)::integer as hits from ${db.superuser(name)} t
      where exists (select from unnest(${marks}::text[]) as mark where position(mark in lower(t::text)) > 0)`;
    if (row && row.hits > 0) found.push(name);
  }
  return found;
}

it("takes the account, its sessions and memberships, and tells each organization's log by the id alone", async () => {
  const second = await createOrganization(db.owner, "second");
  await db.owner`insert into public.organization_members (organization_id, user_id, status)
    values (${second.id}, ${me.userId}, 'deactivated')`;
  await db.owner`insert into auth.sessions (id, user_id) values (gen_random_uuid(), ${me.userId})`;
  await db.owner`insert into public.second_factors (user_id, kind, name) values (${me.userId}, 'passkey', 'Laptop')`;
  await db.owner`insert into private.passkeys select id, 'credential', 'key', 0, '{}' from public.second_factors where user_id = ${me.userId}`;
  await deleteAccount(db, me);
  expect(await accountOf(me)).toHaveLength(0);
  expect(await db.owner`select from public.second_factors where user_id = ${me.userId}`).toHaveLength(0);
  expect(await db.owner`select from private.passkeys where credential_id = 'credential'`).toHaveLength(0);
  expect(await db.owner`select from auth.sessions where user_id = ${me.userId}`).toHaveLength(0);
  expect(await db.owner`select from public.organization_members where user_id = ${me.userId}`).toHaveLength(
    0,
  );
  for (const id of [team.id, second.id]) {
    expect((await auditOf(db.owner, id)).at(-1)).toEqual({
      action: "user.account_deleted",
      acted_by: me.userId,
      entity_type: "user",
      entity_id: me.userId,
      before: null,
      after: null,
    });
  }
  expect((await accountMailTo(db.owner, me.email)).map(({ payload }) => payload)).toEqual([
    { notice: "account_deleted" },
  ]);
});

it("leaves name, telephone and address nowhere but in the audit log and in the farewell", async () => {
  await db.owner`update public.subscriptions set plan = 'growth' where organization_id = ${team.id}`;
  const guest = await createUser(db.owner, "guest");
  const invitation = await invite(db, team.id, team.admin, guest.email);
  await db.as(guest, accept(await mailedToken(db.owner, invitation)));
  await db.as(
    guest,
    (sql) => sql`select public.update_profile('Quirin Unmistakable', '+1 555 0199', 'Asia/Kolkata', 'en-IN')`,
  );
  await db.owner`update public.organization_members set role = 'admin' where user_id = ${guest.userId}`;
  await invite(db, team.id, guest, "somebody.else@example.com");
  await wishForEmail(db, guest, "quirin.elsewhere@example.com");
  await db.owner`insert into public.email_outbox (organization_id, kind, recipient, dedupe_key, payload, status, last_error) values
    (${team.id}, 'import_alerts', ${guest.email}, ${`import_alerts:1:${guest.email}`}, '{}', 'sent', null),
    (${team.id}, 'import_alerts', ${guest.email}, ${`import_alerts:2:${guest.email}`}, '{}', 'pending', ${`550 ${guest.email}`}),
    (${team.id}, 'mail_failed', 'operator@example.com', 'mail_failed:1', ${db.owner.json({ recipient: guest.email, reason: `550 ${guest.email}` })}, 'sent', null)`;
  await db.owner`update public.email_outbox set status = 'sent' where organization_id is null`;
  await db.owner`insert into auth.audit_log_entries (id, payload)
    values (gen_random_uuid(), ${db.owner.json({ actor_id: guest.userId, actor_username: guest.email })})`;
  const marks = [guest.email, "quirin", "+1 555 0199"];
  expect((await tracesOf(marks)).length).toBeGreaterThan(5);

  await deleteAccount(db, guest);
  // The log can't be changed; the mail that says farewell goes after 30 days.
  expect(await tracesOf(marks)).toEqual(["public.audit_logs", "public.email_outbox"]);
  await db.owner`delete from public.email_outbox where payload ->> 'notice' = 'account_deleted'`;
  expect(await tracesOf(marks)).toEqual(["public.audit_logs"]);
  const waiting =
    await db.owner`select from public.email_outbox where status = 'pending' and kind = 'import_alerts'`;
  expect(waiting).toHaveLength(0);
});

it("imports keep who made them, as a profile that names nobody", async () => {
  await db.owner`
    with file as (
      insert into public.import_files (organization_id, file_name, byte_size, sha256, storage_key, uploaded_by)
      values (${team.id}, 'orders.xlsx', 1, ${"0".repeat(64)}, ${`key-${team.id}`}, ${me.userId}) returning id)
    insert into public.import_jobs (organization_id, file_id, created_by) select ${team.id}, id, ${me.userId} from file`;
  await deleteAccount(db, me);
  const rows = await db.owner`
    select j.created_by, p.full_name, p.email, p.deleted_at is not null as deleted
    from public.import_jobs j join public.user_profiles p on p.user_id = j.created_by where j.organization_id = ${team.id}`;
  expect([...rows]).toEqual([{ created_by: me.userId, full_name: "Former user", email: "", deleted: true }]);
});

it("is refused, with the organization's name, while it would be left without an active admin", async () => {
  const needed = await db.as(
    team.admin,
    (sql) => sql`select name, other_people from public.organizations_in_need_of_me()`,
  );
  expect([...needed]).toEqual([{ name: "team", other_people: 1 }]);
  const proof = await provePassword(db.owner, team.admin);
  const refusal = await refusalOf(db, team.admin, (sql) => sql`select public.delete_account(${proof})`);
  expect(refusal).toEqual({
    code: "AE409",
    message: "You are the last active admin of team. Make somebody else an admin there first.",
  });
  expect(await accountOf(team.admin)).toHaveLength(1);

  await db.as(team.admin, (sql) => sql`select public.change_member_role(${team.id}, ${me.userId}, 'admin')`);
  await deleteAccount(db, team.admin);
  expect(await accountOf(team.admin)).toHaveLength(0);
});

it("of two admins who delete their accounts at once, one stays", async () => {
  const other = await addMember(db.owner, team.id, "other", { role: "admin" });
  const outcomes = await Promise.allSettled([deleteAccount(db, team.admin), deleteAccount(db, other)]);
  expect(outcomes.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
  const [admins] = await db.owner`
    select count(*)::integer as left from public.organization_members
    where organization_id = ${team.id} and role = 'admin' and status = 'active'`;
  expect(admins?.["left"]).toBe(1);
});

it("asks for the password, and is of use to nobody but its owner", async () => {
  const proof = await provePassword(db.owner, team.admin);
  for (const caller of [me, team.former]) {
    const refusal = await refusalOf(db, caller, (sql) => sql`select public.delete_account(${proof})`);
    expect(refusal).toEqual({ code: "AE403", message: "Enter your present password." });
  }
});

it("what is left of the account lets nobody in: no profile to fill, no organization to make or to join", async () => {
  const invitation = await invite(db, team.id, team.admin, me.email.replace("@", ".again@"));
  const token = await mailedToken(db.owner, invitation);
  await deleteAccount(db, me);
  for (const call of [
    (sql: Parameters<Parameters<typeof db.as>[1]>[0]) => sql`select public.create_organization('Mine again')`,
    accept(token),
    (sql: Parameters<Parameters<typeof db.as>[1]>[0]) => sql`select public.export_own_data()`,
    (sql: Parameters<Parameters<typeof db.as>[1]>[0]) =>
      sql`select public.update_profile('Back', '', null, null)`,
  ]) {
    expect((await refusalOf(db, me, call)).code).toBe("AE403");
  }
  const joined = db.owner`insert into public.organization_members (organization_id, user_id) values (${team.id}, ${me.userId})`;
  await expect(joined).rejects.toMatchObject({ code: "AE403" });
});

it("the address may be invited and sign up again, and starts from nothing", async () => {
  await deleteAccount(db, me);
  const again: Person = { ...me, userId: crypto.randomUUID() };
  await db.owner`insert into auth.users (id, email, email_confirmed_at) values (${again.userId}, ${again.email}, now())`;
  const invitation = await invite(db, team.id, team.admin, again.email);
  await db.as(again, accept(await mailedToken(db.owner, invitation)));
  const [profile] =
    await db.owner`select full_name, deleted_at from public.user_profiles where user_id = ${again.userId}`;
  expect(profile).toEqual({ full_name: "", deleted_at: null });
});

it("somebody in no organization may go as well", async () => {
  const alone = await createUser(db.owner, "alone");
  await deleteAccount(db, alone);
  expect(await accountOf(alone)).toHaveLength(0);
});

it("keeps the log's chain whole", async () => {
  await deleteAccount(db, me);
  expect(await db.owner`select * from private.verify_audit_chain(${team.id})`).toHaveLength(0);
});
