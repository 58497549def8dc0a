import type { Samples } from "./support/sample-rows";
import type { Command } from "./support/rights";

type Reader = "member" | "admin";

/** What a table opens to whom. Nobody but the service role inserts, deletes or truncates anything anywhere. */
export interface Expectation {
  /** Who sees rows. A stranger sees the same of their own organization; others see nothing. */
  readers: readonly Reader[];
  /** Which rows those are, by default the organization's. Somebody who was deactivated keeps what is their own. */
  rows?: "colleagues" | "own account";
  /** Columns that no person may read. */
  hides?: readonly string[];
  /** By default everything, as Supabase grants it. */
  service?: readonly Command[];
}

export const service = {
  everything: ["select", "insert", "update", "delete", "truncate"],
  nothing: [],
  readsAndAppends: ["select", "insert"],
  // Computed columns call functions in the private schema that only imports, as the owner, may run.
  allButInsert: ["select", "update", "delete", "truncate"],
} satisfies Record<string, Command[]>;

const forMembers: Expectation = { readers: ["member", "admin"] };
const forAdmins: Expectation = { readers: ["admin"] };
const internal: Expectation = { readers: [], service: service.nothing };

export const expectations: Readonly<Record<string, Expectation>> = {
  "private.audit_heads": internal,
  "private.authenticator_apps": internal,
  "private.chosen_passwords": internal,
  "private.email_changes": internal,
  "private.mail_secrets": internal,
  "private.mailed_links": internal,
  "private.passkeys": internal,
  "private.password_proofs": internal,
  "private.rate_limits": internal,
  "private.recovery_codes": internal,
  "private.second_factor_beginnings": internal,
  "private.told_crossings": internal,
  "private.worker_heartbeats": internal,
  "public.alert_events": forMembers,
  "public.alert_rows": forMembers,
  "public.alert_settings": forMembers,
  "public.alerts": forMembers,
  "public.api_tokens": { ...forAdmins, hides: ["token_hash"] },
  "public.audit_logs": { ...forAdmins, service: service.readsAndAppends },
  "public.billing_days": forMembers,
  "public.email_events": forAdmins,
  "public.email_outbox": forAdmins,
  "public.import_changes": forMembers,
  "public.import_effects": forMembers,
  "public.import_files": forMembers,
  "public.import_jobs": forMembers,
  "public.import_mappings": forMembers,
  "public.import_orphans": forMembers,
  "public.import_row_errors": forMembers,
  "public.invitations": { ...forAdmins, hides: ["token_hash"] },
  "public.organization_figures": forMembers,
  "public.organization_members": forMembers,
  "public.organizations": forMembers,
  "public.purchase_orders": { ...forMembers, service: service.allButInsert },
  "public.quantity_surveys": { ...forMembers, service: service.allButInsert },
  "public.second_factors": { readers: ["member", "admin"], rows: "own account" },
  "public.subscriptions": forMembers,
  "public.user_sessions": { readers: ["member", "admin"], rows: "own account" },
  "public.user_profiles": { ...forMembers, rows: "colleagues" },
  "staging.differences": internal,
  "staging.purchase_orders": internal,
  "staging.quantity_surveys": internal,
  "staging.refused": internal,
};

/** Values where a made-up one would break a constraint. */
export const samples: Samples = {
  "private.mailed_links": { purpose: "sign_up", email: "newcomer@example.com" },
  "public.alerts": { level: "warning" },
  "public.api_tokens": { prefix: "aestrak_sample", scopes: "{imports:read}" },
  "public.email_events": { event: "queued" },
  "public.email_outbox": { kind: "import_alerts" },
  "public.import_changes": { action: "changed" },
  "public.import_files": { sha256: "0".repeat(64) },
  "public.invitations": { email: "invited@example.com" },
  "private.passkeys": { transports: "{internal}" },
  "private.second_factor_beginnings": { purpose: "add_app" },
  "public.second_factors": { kind: "app" },
  "staging.differences": { action: "new" },
};
