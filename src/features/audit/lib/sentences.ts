import { type AuditEntry, fieldsOf, type Names, textOf } from "./entry";

/** What was done, after the name of who did it. */
type Predicate = (entry: AuditEntry, names: Names) => string;

const always =
  (words: string): Predicate =>
  () =>
    words;
const either = (entry: AuditEntry, field: string) =>
  textOf(fieldsOf(entry.after), field) ?? textOf(fieldsOf(entry.before), field);
const about =
  (words: string, field: string, otherwise: string): Predicate =>
  (entry) =>
    `${words} ${either(entry, field) ?? otherwise}`;

/** Whom an entry about a member concerns. */
const person: Predicate = (entry, names) =>
  either(entry, "full_name") ?? names.get(entry.entityId ?? "") ?? either(entry, "email") ?? "somebody";

const moves = [
  ["alerts_opened", "opened"],
  ["alerts_resolved", "resolved"],
  ["alerts_raised", "raised"],
  ["alerts_lowered", "lowered"],
] as const;

/** "changed the thresholds, which resolved 17 alerts". */
const thresholds: Predicate = ({ after }) => {
  const told = moves.flatMap(([field, verb]) => {
    const count = Number(fieldsOf(after)[field] ?? 0);
    return count > 0 ? [`${verb} ${count} ${count === 1 ? "alert" : "alerts"}`] : [];
  });
  return `changed the thresholds${told.length > 0 ? `, which ${told.join(", ")}` : ""}`;
};

const predicates: Readonly<Record<string, Predicate>> = {
  "organization.created": about("set up the organization", "name", ""),
  "organization.changed": always("changed the organization’s settings"),
  "plan.changed": (entry) =>
    `put the organization on the ${textOf(fieldsOf(entry.after), "plan") ?? "other"} plan`,
  "thresholds.changed": thresholds,
  "user.signed_in": always("signed in"),
  "user.signed_out": always("signed out"),
  "user.sign_in_failed": (entry, names) =>
    `refused to log somebody in as ${names.get(entry.entityId ?? "") ?? "a former member"}`,
  "user.session_ended": always("signed another device out"),
  "user.sessions_ended": always("signed all other devices out"),
  "user.signed_up": always("set up their account by a mailed link"),
  "user.password_reset": always("chose a new password by a mailed link"),
  "user.password_changed": always("changed their password"),
  "user.second_factor_added": about("set up a second factor:", "name", "an authenticator app"),
  "user.second_factor_removed": about("removed a second factor:", "name", "an authenticator app"),
  "user.recovery_codes_replaced": always("took new recovery codes"),
  "user.recovery_code_used": always("used a recovery code, which removed their second factors"),
  "user.second_factors_reset": (entry, names) =>
    `removed the second factors of ${names.get(entry.entityId ?? "") ?? "a former member"}, as their operator`,
  "organization.second_factor_required": always("required a second factor of everybody"),
  "organization.second_factor_optional": always("no longer required a second factor"),
  "user.profile_changed": always("changed their profile"),
  "user.notifications_changed": always("changed which mail they receive"),
  "user.email_change_requested": always("asked for another e-mail address"),
  "user.email_change_canceled": always("kept their e-mail address after all"),
  "user.email_changed": always("confirmed another e-mail address"),
  "user.data_exported": always("exported everything that is kept about them"),
  "user.account_deleted": always("deleted their account"),
  "alert.acknowledged": about("acknowledged the alert of", "purchase_order_no", "a purchase order"),
  "alert.snoozed": about("put aside the alert of", "purchase_order_no", "a purchase order"),
  "alert.resolved": about("resolved the alert of", "purchase_order_no", "a purchase order"),
  "alert.commented": about("commented on the alert of", "purchase_order_no", "a purchase order"),
  "alert.returned": about("brought back the alert of", "purchase_order_no", "a purchase order"),
  "alert.reopened": about("reopened the alert of", "purchase_order_no", "a purchase order"),
  "import.uploaded": about("uploaded", "file", "a file"),
  "import.confirmed": always("confirmed an import"),
  "import.canceled": always("canceled an import"),
  "import.retried": always("started a failed import again"),
  "import.applied": always("changed purchase orders or quantity surveys by an import"),
  "import.failed": about("could not finish an import:", "reason", "it failed"),
  "import.undo_requested": always("asked to undo an import"),
  "import.undo_failed": about("could not undo an import:", "reason", "it failed"),
  "import.undone": always("undid an import"),
  "import.exported": always("exported what an import changed"),
  "import.reading_chosen": always("chose how a file is read"),
  "import.mapping_chosen": always("chose which column of a file is which"),
  "import.mapping_forgotten": always("made AESTrak forget which column of a file is which"),
  "invitation.sent": about("invited", "email", "somebody"),
  "invitation.resent": about("resent the invitation to", "email", "somebody"),
  "invitation.revoked": about("withdrew the invitation to", "email", "somebody"),
  "invitation.accepted": always("accepted an invitation"),
  "member.joined": always("joined the organization"),
  "member.left": always("left the organization"),
  "member.role_changed": (entry, names) => `changed the role of ${person(entry, names)}`,
  "member.deactivated": (entry, names) => `deactivated ${person(entry, names)}`,
  "member.account_gone": (entry, names) =>
    `deactivated ${person(entry, names)}, whose account does not exist any more`,
  "member.appointed_admin": (entry, names) => `made ${person(entry, names)} an admin at the operator’s word`,
  "member.reactivated": (entry, names) => `reactivated ${person(entry, names)}`,
  "member.removed": (entry, names) => `removed ${person(entry, names)}`,
  "api_token.created": about("made the API token", "name", ""),
  "api_token.revoked": about("revoked the API token", "name", ""),
  "audit.exported": about("exported the audit log as", "format", "a file"),
};

/** Who did it, in words: those whose account is gone by the beginning of its id, so that one can be told from another. */
export function actorOf(entry: AuditEntry, names: Names): string {
  if (entry.actedBy === null) return "AESTrak";
  return names.get(entry.actedBy) ?? `Former user ${entry.actedBy.slice(0, 8)}`;
}

/**
 * What was done, to follow the name of who did it. An action without words of its own is told by its name:
 * "saved_view.created" as "saved view: created".
 */
export function predicateOf(entry: AuditEntry, names: Names): string {
  const predicate = predicates[entry.action];
  if (predicate) return predicate(entry, names).trim();
  return inWords(entry.action).replace(".", ": ");
}

/** A name of a field or an action as words. */
export function inWords(name: string): string {
  return name.replaceAll("_", " ");
}
