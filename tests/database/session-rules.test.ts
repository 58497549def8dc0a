import { expect, it } from "vitest";
import { useDatabase } from "./support/database";

const db = useDatabase();

/**
 * Functions that write down who acts, after something that asks for their session let them pass. Whoever decides by
 * the caller's id asks private.my_user_id, which knows no ended session.
 */
const writesDownWhoActs = [
  "private.audit",
  "private.audit_account",
  "private.evaluate_alerts",
  "private.my_user_id",
  "private.record_alert_step",
  "public.acknowledge_alert",
  "public.choose_import_mapping",
  "public.choose_import_options",
  "public.confirm_import",
  "public.create_api_token",
  "public.forget_import_mapping",
  "public.invite_member",
  "public.leave_organization",
  // Ends the session that asks, also one that owes its second factor.
  "public.record_sign_out",
  "public.request_undo",
  "public.resend_invitation",
  "public.resolve_alert",
];

it("no policy and no function decides by an id alone, without asking whether its session lasts", async () => {
  const policies = await db.owner<{ name: string }[]>`
    select tablename || '.' || policyname as name from pg_policies
    where schemaname in ('public', 'private', 'staging') and concat_ws(' ', qual, with_check) like '%auth.%'`;
  expect(policies.map(({ name }) => name)).toEqual([]);
  const functions = await db.owner<{ name: string }[]>`
    select n.nspname || '.' || p.proname as name from pg_proc p join pg_namespace n on n.oid = p.pronamespace
    where n.nspname in ('public', 'private', 'staging') and concat(p.prosrc, pg_get_function_arguments(p.oid)) like '%auth.uid()%'
    order by 1`;
  expect(functions.map(({ name }) => name)).toEqual(writesDownWhoActs);
});
