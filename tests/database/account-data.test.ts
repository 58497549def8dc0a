import { beforeAll, expect, it } from "vitest";
import { wishForEmail } from "./support/accounts";
import { type Caller, useDatabase } from "./support/database";
import { invite } from "./support/invitations";
import { anonymous, createTeam, createUser, type Person, type Team } from "./support/people";
import { auditOf, refusalOf } from "./support/refusals";

const db = useDatabase();
let team: Team;
let others: Team;

beforeAll(async () => {
  team = await createTeam(db.owner, "team");
  others = await createTeam(db.owner, "others");
});

type Rows = Record<string, unknown>[];
const dataOf = async (person: Person) => {
  const [row] = await db.as(
    person,
    (sql) => sql<{ data: string }[]>`select public.export_own_data() as data`,
  );
  return JSON.parse(row!.data) as Record<string, Rows> & {
    account: { email: string };
    profile: { full_name: string };
  };
};

it("holds what is one's own, and is recorded", async () => {
  const me = team.admin;
  await db.owner`insert into public.user_sessions (id, user_id, user_agent, ip_address, expires_at)
    values (gen_random_uuid(), ${me.userId}, 'Browser', '192.0.2.7', now() + interval '1 day')`;
  await db.owner`insert into public.second_factors (user_id, kind, name) values (${me.userId}, 'passkey', 'Work laptop')`;
  await db.owner`insert into private.recovery_codes (user_id, code_hash) values (${me.userId}, 'hash')`;
  await db.owner`update public.subscriptions set plan = 'growth' where organization_id = ${team.id}`;
  await invite(db, team.id, me, "invited@example.com");
  await wishForEmail(db, me, "wished@example.com");
  await db.owner`
    with file as (
      insert into public.import_files (organization_id, file_name, byte_size, sha256, storage_key, uploaded_by)
      values (${team.id}, 'orders.xlsx', 1, ${"0".repeat(64)}, 'key', ${me.userId}) returning id)
    insert into public.import_jobs (organization_id, file_id, created_by) select ${team.id}, id, ${me.userId} from file`;
  const data = await dataOf(me);
  expect(data.account.email).toBe(me.email);
  expect(data.profile.full_name).toBe("team admin");
  expect(data["memberships"]).toMatchObject([
    { organization: "team", role: "admin", alert_mail_from: "warning" },
  ]);
  expect(data["sessions"]).toMatchObject([{ user_agent: "Browser", ip_address: "192.0.2.7" }]);
  expect(data["second_factors"]).toMatchObject([
    { kind: "passkey", name: "Work laptop", last_used_at: null },
  ]);
  expect(data["recovery_codes"]).toEqual([{ created_at: expect.anything(), used_at: null }]);
  expect(data["invitations_sent"]).toMatchObject([{ email: "invited@example.com" }]);
  expect(data["wished_email"]).toMatchObject({ new_email: "wished@example.com" });
  expect(data["mail"]).toMatchObject([{ kind: "account_notice", recipient: me.email }]);
  expect(data["imports"]).toMatchObject([{ file: "orders.xlsx", uploaded: true, confirmed: false }]);
  expect(data["audit_entries"]!.map(({ action }) => action)).toEqual([
    "organization.created",
    "invitation.sent",
    "user.email_change_requested",
    "user.data_exported",
  ]);
  expect((await auditOf(db.owner, team.id)).at(-1)).toMatchObject({
    action: "user.data_exported",
    acted_by: me.userId,
  });
});

it("holds nothing of other people, and no token", async () => {
  const text = JSON.stringify(await dataOf(team.member));
  for (const foreign of [
    team.admin.email,
    others.admin.email,
    others.id,
    "orders.xlsx",
    "invited@example.com",
  ])
    expect(text).not.toContain(foreign);
  expect(JSON.stringify(await dataOf(team.admin))).not.toMatch(/token_hash|[0-9a-f]{64}/);
});

it("tells of an organization that one was shut out of what one did, and no longer what was in it", async () => {
  await db.owner`update public.organization_members set status = 'active' where user_id = ${team.former.userId}`;
  await db.as(team.former, (sql) => sql`select public.update_alert_settings(${team.id}, 10, 20, 30)`);
  const entryOf = async () =>
    (await dataOf(team.former))["audit_entries"]!.find(({ action }) => action === "thresholds.changed");
  expect(await entryOf()).toMatchObject({ after: { warning: 10 } });
  await db.as(team.admin, (sql) => sql`select public.remove_member(${team.id}, ${team.former.userId})`);
  const entry = await entryOf();
  expect(entry).toMatchObject({ organization: "team", entity_type: "alert_settings" });
  expect(entry).not.toHaveProperty("after");
});

it("is given to somebody without an organization, and to nobody without an account", async () => {
  expect((await dataOf(await createUser(db.owner, "alone")))["memberships"]).toEqual([]);
  const asked = async (caller: Caller) =>
    (await refusalOf(db, caller, (sql) => sql`select public.export_own_data()`)).code;
  expect(await asked(anonymous)).toBe("42501");
  expect(await asked({ role: "authenticated", userId: crypto.randomUUID() })).toBe("AE403");
});
