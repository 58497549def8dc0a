import { randomBytes, randomUUID } from "node:crypto";
import type { Account, Holding } from "./holding";

/** One value of a parameter, in the way that PostgreSQL reads its type from text; null for SQL's null. */
type Value = string | null;

/** The id of something: one's own, somebody else's, or one that nobody has. */
interface Identity {
  /** @param account of the admin or the member, whoever calls */
  of: (holding: Holding, account: Account) => Value;
  unknown: () => Value;
  /**
   * Why a foreign one may be answered otherwise than an unknown one: whoever holds a secret may be told that it is one,
   * and a place in a list is compared with one's own rows, not looked up.
   */
  may?: "secret" | "place";
}

export type Parameter = { id: Identity } | { plain: Value };

const uuid = (of: Identity["of"]): Parameter => ({ id: { of, unknown: randomUUID } });
const number = (of: Identity["of"]): Parameter => ({ id: { of, unknown: () => "987654321" } });
const secret = (of: (holding: Holding, account: Account) => string): Parameter => ({
  id: {
    of: (holding, account) => `\\x${of(holding, account)}`,
    unknown: () => `\\x${randomBytes(32).toString("hex")}`,
    may: "secret",
  },
});
const place = (of: Identity["of"]): Parameter => ({ id: { of, unknown: () => "987654321", may: "place" } });
const plain = (value: Value): Parameter => ({ plain: value });

/**
 * What the parameters of the functions of the API hold, by name; `function.name` goes first. A parameter that is not
 * here fails the suite: say whether it names something of an organization, and if so where a holding has one.
 */
export const parameters: Readonly<Record<string, Parameter>> = {
  alert_id: number(({ alerts }) => alerts.open),
  "reopen_alert.alert_id": number(({ alerts }) => alerts.resolved),
  for_organization: uuid(({ id }) => id),
  organization_id: uuid(({ id }) => id),
  import_id: uuid(({ imports }) => imports.previewed),
  "request_undo.import_id": uuid(({ imports }) => imports.applied),
  "retry_import.import_id": uuid(({ imports }) => imports.failed),
  "undo_preview.import_id": uuid(({ imports }) => imports.applied),
  "import_planned_changes_page.of_import": uuid(({ imports }) => imports.previewed),
  of_import: uuid(({ imports }) => imports.applied),
  from_import: uuid(({ imports }) => imports.applied),
  from_change: plain(null),
  from_effect: plain(null),
  from_error: plain(null),
  from_order: place(({ order }) => order.no),
  from_id: place(({ alerts }) => alerts.open),
  from_rank: plain("2"),
  id: uuid(({ invitation }) => invitation.id),
  key_date: plain("2100-01-01"),
  key_id: place(({ survey }) => survey),
  "search_purchase_orders.key_id": place(({ order }) => order.id),
  key_value: plain(null),
  token_hash: secret(({ invitation }) => invitation.tokenHash),
  "confirm_email_change.token_hash": secret((_, { emailChange }) => emailChange),
  "create_api_token.token_hash": plain(`\\x${"ab".repeat(32)}`),
  token_id: uuid(({ apiToken }) => apiToken),
  user_id: uuid(({ member }) => member.userId),
  "reactivate_member.user_id": uuid(({ former }) => former.userId),
  proof: uuid((_, { passwordProof }) => passwordProof),
  session: uuid((_, { session }) => session),
  wanted: number(({ order }) => order.id),
  "quantity_survey_history.wanted": number(({ survey }) => survey),
  "set_alert_emails.wanted": plain("false"),

  alert_emails: plain("false"),
  alert_mail_from: plain("critical"),
  backwards: plain("false"),
  columns: plain("[]"),
  critical_percent: plain("50"),
  currency: plain("USD"),
  date_order: plain(null),
  decimal_convention: plain(null),
  delimiter: plain(null),
  descending: plain("true"),
  email: { id: { of: (holding) => holding.removed.email, unknown: () => `${randomUUID()}@example.com` } },
  encoding: plain(null),
  expires_at: plain(null),
  factor: uuid((_, { secondFactor }) => secondFactor),
  filters: plain("{}"),
  full_name: plain("Taken over"),
  format: plain("csv"),
  hashes: plain(`{${Array.from({ length: 10 }, (_, n) => `"\\\\x${String(n).repeat(64)}"`).join(",")}}`),
  import_failed_emails: plain("false"),
  kind: plain(""),
  locale: plain("en-GB"),
  mode: plain("incremental"),
  name: plain("Taken over"),
  new_email: plain("taken-over@example.com"),
  note: plain("Taken over"),
  over_budget_percent: plain("100"),
  page_size: plain("25"),
  phone: plain("1"),
  prefix: plain("aestrak_aaaaaa"),
  raise_expected_by: plain(null),
  reason: plain("Taken over"),
  repeat_policy: plain("parts"),
  required: plain("false"),
  role: plain("member"),
  row_limit: plain("25"),
  scopes: plain("{imports:read}"),
  search: plain(""),
  seen: plain(null),
  sheet: plain(null),
  shown_version: plain("0"),
  sort: plain("utilization"),
  time_zone: plain("Europe/Berlin"),
  type: plain("purchase_orders"),
  until: plain(new Date(Date.now() + 7 * 86_400_000).toISOString().slice(0, 10)),
  warning_percent: plain("25"),
  with_level: plain(null),
  with_status: plain("open"),
};

/** Functions that only an admin of the organization may call: a member is refused as an outsider is. */
export const forAdmins: ReadonlySet<string> = new Set([
  "change_member_role",
  "create_api_token",
  "deactivate_member",
  "invite_member",
  "preview_alert_settings",
  "reactivate_member",
  "record_audit_export",
  "remove_member",
  "require_second_factors",
  "resend_invitation",
  "resolve_alert",
  "revoke_api_token",
  "revoke_invitation",
  "update_alert_settings",
  "update_organization",
]);

/** Functions that tell something to the admins of an organization, and nothing to its members, whom they don't refuse. */
export const shownToAdmins: ReadonlySet<string> = new Set(["people_with_second_factor"]);

/** Functions that ask their caller to have something, for which that of anybody else must not do. */
export const askForOnesOwn: Readonly<Record<string, { table: string; values: Record<string, string> }>> = {
  require_second_factors: { table: "public.second_factors", values: { required: "true" } },
};

/** What a function may tell of an organization that its caller was in once. */
export const toldOfThePast: Readonly<Record<string, (holding: Holding) => string[]>> = {
  export_own_data: ({ name }) => [name],
};

/** What somebody may still do whose session opens nothing: end it. Tables that this changes. */
export const allowedWhenOver: Readonly<Record<string, string[]>> = {
  record_sign_out: ["private.audit_heads", "public.audit_logs", "public.user_sessions"],
};

/** Where a function may change what another organization holds about its caller. */
export const ownTraces: Readonly<Record<string, string[]>> = {
  // Takes the caller's address out of mail that was sent to them.
  delete_account: ["public.email_outbox"],
};

/** Why a call with one's own ids is refused all the same: the code, where the sample row can't be in the right state. */
export const refusedAnyway: Readonly<Record<string, string>> = {
  // The invitation is to an address that none of the callers has.
  accept_invitation: "AE403",
  // No columns are described, which a valid description would need.
  choose_import_mapping: "AE422",
  // The last active admin of an organization stays.
  delete_account: "AE409",
  leave_organization: "AE409",
};
