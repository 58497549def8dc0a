import { describe, expect, it } from "vitest";
import { functionsWithForeignCodes } from "../../stack/generate/refusal-codes";
import { useDatabase } from "./support/database";

const db = useDatabase();
/** Functions of the API that act with the owner's rights: each checks its caller itself. */
const checkedFunctions = [
  "accept_invitation",
  "acknowledge_alert",
  "cancel_email_change",
  "cancel_import",
  "change_member_role",
  "choose_import_mapping",
  "choose_import_options",
  "choose_import_reading",
  "comment_alert",
  "confirm_email_change",
  "confirm_import",
  "create_api_token",
  "create_organization",
  "deactivate_member",
  "delete_account",
  "end_other_sessions",
  "end_session",
  "export_own_data",
  "forget_import_mapping",
  "import_planned_changes_page",
  "invite_member",
  "leave_organization",
  "my_invitations",
  "my_security_events",
  "organizations_in_need_of_me",
  "own_email_change",
  "people_with_second_factor",
  "preview_alert_settings",
  "reactivate_member",
  "record_audit_export",
  "record_import_export",
  "record_password_change",
  "record_sign_in",
  "record_sign_out",
  "recovery_codes_left",
  "remove_member",
  "remove_second_factor",
  "reopen_alert",
  "replace_recovery_codes",
  "request_email_change",
  "request_undo",
  "require_second_factors",
  "resend_invitation",
  "resolve_alert",
  "retry_import",
  "revoke_api_token",
  "revoke_invitation",
  "set_notifications",
  "snooze_alert",
  "undo_preview",
  "update_alert_settings",
  "update_organization",
  "update_profile",
];

/** Foreign keys without an index of their own: why each needs none. */
const keysWithoutIndex = [
  // A handful of rows per organization; the index on pending ones serves every query.
  "invitations.invitations_organization_id_fkey",
  // Only the deletion of an account looks here for memberships that are not active.
  "organization_members.organization_members_user_id_fkey",
];

const names = (rows: readonly { name: string }[]) => rows.map(({ name }) => name);

describe("tables", () => {
  it("all obey row level security", async () => {
    const open = await db.owner<{ name: string }[]>`
      select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname in ('public', 'private', 'staging') and c.relkind in ('r', 'p') and not c.relrowsecurity`;
    expect(names(open)).toEqual([]);
  });

  it("belong to a role that is no superuser", async () => {
    const owners = await db.owner<{ owner: string; superuser: boolean }[]>`
      select distinct r.rolname as owner, r.rolsuper as superuser
      from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_roles r on r.oid = c.relowner
      where n.nspname in ('public', 'private', 'staging')`;
    expect([...owners]).toEqual([{ owner: "postgres", superuser: false }]);
  });

  it("say what they are for", async () => {
    const silent = await db.owner<{ name: string }[]>`
      select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname in ('public', 'private', 'staging') and c.relkind in ('r', 'p', 'v', 'm') and obj_description(c.oid) is null`;
    expect(names(silent)).toEqual([]);
  });

  it("show through views only what the reader may see", async () => {
    const views = await db.owner<{ name: string; options: string[] }[]>`
      select c.oid::regclass::text as name, coalesce(c.reloptions, '{}') as options
      from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('v', 'm')`;
    expect(
      names(views.filter(({ options }) => !/security_invoker=(true|on|1)/.test(options.join()))),
    ).toEqual([]);
  });
});

describe("policies", () => {
  it("are one per command, permissive, and for signed-in people", async () => {
    const policies = await db.owner<
      { table: string; command: string; roles: string; permissive: string; count: number }[]
    >`
      select schemaname || '.' || tablename as table, cmd as command, roles::text, permissive, count(*)::integer as count
      from pg_policies where schemaname in ('public', 'private', 'staging') group by 1, 2, 3, 4`;
    expect(policies.length).toBeGreaterThan(15);
    for (const policy of policies) {
      expect(policy).toMatchObject({ roles: "{authenticated}", permissive: "PERMISSIVE", count: 1 });
      expect(policy.command).not.toBe("ALL");
    }
  });

  it("ask who is reading once per query, not once per row", async () => {
    const policies = await db.owner<{ name: string; condition: string }[]>`
      select tablename || '.' || policyname as name, concat_ws(' ', qual, with_check) as condition
      from pg_policies where schemaname = 'public'`;
    const perRow = policies.filter(({ condition }) =>
      // In the catalogue's spelling, a subquery reads "( SELECT auth.uid() AS uid)".
      /(?:auth\.\w+|private\.\w+)\(/.test(condition.replaceAll(/\( SELECT (?:auth|private)\.\w+\(\)/g, "")),
    );
    expect(names(perRow)).toEqual([]);
  });
});

describe("functions", () => {
  it("of ours look nothing up by the caller's search path", async () => {
    const loose = await db.owner<{ name: string }[]>`
      select p.oid::regprocedure::text as name from pg_proc p join pg_namespace n on n.oid = p.pronamespace
      where n.nspname in ('public', 'private', 'staging') and p.prosqlbody is null and not coalesce(p.proconfig @> array['search_path=""'], false)
        and not exists (select 1 from pg_depend d where d.objid = p.oid and d.deptype = 'e')`;
    expect(names(loose)).toEqual([]);
  });

  it("refuse under codes of our own, so that no error of PostgreSQL's passes for a sentence of ours", async () => {
    expect(await functionsWithForeignCodes(db.owner)).toEqual([]);
  });

  it("are closed to people who are not signed in", async () => {
    const open = await db.owner<{ name: string }[]>`
      select p.oid::regprocedure::text as name from pg_proc p join pg_namespace n on n.oid = p.pronamespace
      where n.nspname in ('public', 'private', 'staging') and has_function_privilege('anon', p.oid, 'execute')`;
    expect(names(open)).toEqual([]);
  });

  it("of the API are open to signed-in people, each by a grant of its own", async () => {
    const functions = await db.owner<{ name: string; open: boolean; inherited: boolean }[]>`
      select p.oid::regprocedure::text as name, has_function_privilege('authenticated', p.oid, 'execute') as open,
        exists (select 1 from aclexplode(p.proacl) a where a.grantee = 0) as inherited
      from pg_proc p where p.pronamespace = 'public'::regnamespace and p.prorettype <> 'trigger'::regtype`;
    expect(functions.length).toBeGreaterThan(10);
    expect(functions.filter(({ open, inherited }) => !open || inherited)).toEqual([]);
  });

  it("that act with the owner's rights are few and known", async () => {
    const definers = await db.owner<{ name: string }[]>`
      select p.proname as name from pg_proc p
      where p.pronamespace = 'public'::regnamespace and p.prosecdef order by 1`;
    // Add one only together with tests of whom it refuses.
    expect(names(definers)).toEqual(checkedFunctions);
  });

  it("of the private schema that people may run have only their rights, but for those that policies ask", async () => {
    const open = await db.owner<{ name: string }[]>`
      select p.proname as name from pg_proc p
      where p.pronamespace in ('private'::regnamespace, 'staging'::regnamespace) and p.prosecdef
        and has_function_privilege('authenticated', p.oid, 'execute') order by 1`;
    expect(names(open)).toEqual([
      "my_admin_organization_ids",
      "my_colleague_ids",
      "my_organization_ids",
      "my_user_id",
    ]);
  });

  it("of the API say what they do", async () => {
    const silent = await db.owner<{ name: string }[]>`
      select p.oid::regprocedure::text as name from pg_proc p
      where p.pronamespace = 'public'::regnamespace and obj_description(p.oid) is null`;
    expect(names(silent)).toEqual([]);
  });
});

describe("foreign keys", () => {
  it("between rows of organizations carry the organization, so that none points into another", async () => {
    const loose = await db.owner<{ name: string }[]>`
      with tenant as (
        select a.attrelid as relation, a.attnum as number from pg_attribute a join pg_class c on c.oid = a.attrelid
        where a.attname = 'organization_id' and not a.attisdropped and c.relkind in ('r', 'p')
          and c.relnamespace in ('public'::regnamespace, 'private'::regnamespace)
      )
      select k.conrelid::regclass || '.' || k.conname as name
      from pg_constraint k
      join tenant here on here.relation = k.conrelid
      join tenant there on there.relation = k.confrelid
      where k.contype = 'f' and not exists (
        select 1 from generate_subscripts(k.conkey, 1) i where k.conkey[i] = here.number and k.confkey[i] = there.number)`;
    expect(names(loose)).toEqual([]);
  });

  it("have an index that starts with their columns, so that deletes and joins need not read the table", async () => {
    const slow = await db.owner<{ name: string }[]>`
      select k.conrelid::regclass || '.' || k.conname as name
      from pg_constraint k join pg_namespace n on n.oid = k.connamespace
      where k.contype = 'f' and n.nspname in ('public', 'private') and not exists (
        select 1 from pg_index i
        where i.indrelid = k.conrelid and i.indpred is null
          and (i.indkey::smallint[])[0:cardinality(k.conkey) - 1] @> k.conkey)
      order by 1`;
    expect(names(slow)).toEqual(keysWithoutIndex);
  });
});
