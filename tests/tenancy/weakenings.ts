import type { Sql } from "../database/support/database";
import type { Table } from "../database/support/catalogue";

/** One way in which a rule of the database could be lost, and the cases that have to notice. */
export interface Weakening {
  kind: string;
  name: string;
  statements: string[];
  tables?: string[];
  functions?: string[];
}

/** Every policy dropped, or widened to all rows; every table without row level security; rights given away. */
export async function policyWeakenings(sql: Sql, tables: readonly Table[]): Promise<Weakening[]> {
  const policies = await sql<{ name: string; table: string; using: boolean; check: boolean }[]>`
    select policyname as name, schemaname || '.' || tablename as table, qual is not null as using, with_check is not null as check
    from pg_policies where schemaname in ('public', 'private', 'staging') order by 2, 1`;
  const found: Weakening[] = [];
  for (const { name, table, using, check } of policies) {
    const weaken = (kind: string, statement: string) =>
      found.push({ kind, name: `${name}: ${kind}`, statements: [statement], tables: [table] });
    weaken("policy dropped", `drop policy ${name} on ${table}`);
    if (using) weaken("policy shows every row", `alter policy ${name} on ${table} using (true)`);
    if (check) weaken("policy takes every row", `alter policy ${name} on ${table} with check (true)`);
  }
  for (const { name, isView } of tables.filter((table) => table.name.startsWith("public."))) {
    const weaken = (kind: string, statement: string) =>
      found.push({ kind, name: `${name}: ${kind}`, statements: [statement], tables: [name] });
    if (isView) {
      weaken("view of its owner", `alter view ${name} set (security_invoker = false)`);
      continue;
    }
    weaken("row level security off", `alter table ${name} disable row level security`);
    weaken("every right given away", `grant all on ${name} to authenticated`);
  }
  return found;
}

const everyOrganization = `create function private.every_organization_id() returns setof uuid
  language sql stable security definer set search_path = '' as 'select o.id from public.organizations o'`;

/** By what a check in a function is replaced so that it lets everybody in. The functions speak one dialect of SQL. */
const loosened: [kind: string, pattern: RegExp, replacement: string][] = [
  ["asks for no membership", /\bprivate\.my_organization_ids\(\)/g, "private.every_organization_id()"],
  ["asks for no admin", /\bprivate\.my_admin_organization_ids\(\)/g, "private.every_organization_id()"],
  [
    "takes a member for an admin",
    /\bprivate\.my_admin_organization_ids\(\)/g,
    "private.my_organization_ids()",
  ],
  [
    "takes anybody for the person",
    /\b\w+\.user_id = (?:\(select (?:auth\.uid|private\.my_user_id)\(\)\)|me\b(?!\.))/g,
    "true",
  ],
];

/** Conditions of the functions that policies ask. */
const conditions: RegExp[] = [
  /\bm\.status = 'active'/g,
  /\bm\.role = 'admin'/g,
  /\bs\.user_id = auth\.uid\(\)/g,
  /\bs\.ended_at is null/g,
  /\bs\.expires_at > now\(\)/g,
  /\bnot s\.needs_second_factor\b/g,
  /\bs\.second_factor_at is not null/g,
  /\bcoalesce\(claims ->> 'aud', 'authenticated'\) <> 'authenticated'/g,
  /\bm\.user_id = \(select private\.my_user_id\(\)\)/g,
  /\bm\.organization_id in \(select private\.my_organization_ids\(\)\)/g,
];

/** Weakenings that change nothing for anybody, and why. */
export const harmless: Readonly<Record<string, string>> = {
  "public.audit_logs: every right given away": "Triggers refuse every change and truncation, whoever asks.",
  "private.pending_invitation takes a member for an admin":
    "private.require_people_admin asks again, once the invitation's organization is known.",
  "private.require_second_factor takes anybody for the person":
    "To private.my_user_id nobody is signed in whose token names another's session.",
  "public.accept_invitation takes anybody for the person":
    "It looks there for a former standing of the caller; another one's can only make it refuse.",
  "public.my_security_events asks for no membership":
    "It tells of the caller's own account alone; their organizations only say where to look.",
  "public.record_sign_out takes anybody for the person":
    "The session's id comes from the token, and is known to be the caller's by then.",
};

interface Source {
  name: string;
  schema: string;
  definition: string;
  /** It acts with the owner's rights. */
  definer: boolean;
  /** Policies ask it. */
  asked: boolean;
}

/** Every check of a function that acts with the owner's rights taken away, and every condition of what policies ask. */
export async function functionWeakenings(sql: Sql): Promise<Weakening[]> {
  const sources = await sql<Source[]>`
    select p.proname as name, n.nspname as schema, pg_get_functiondef(p.oid) as definition, p.prosecdef as definer,
      n.nspname = 'private' and p.prosecdef and has_function_privilege('authenticated', p.oid, 'execute') as asked
    from pg_proc p join pg_namespace n on n.oid = p.pronamespace
    where n.nspname in ('public', 'private') and p.prokind = 'f' and p.prorettype <> 'trigger'::regtype order by 2, 1`;
  const found: Weakening[] = [];
  for (const source of sources) {
    if (source.asked) {
      for (const condition of conditions) {
        const becomes = condition.source.includes("aud") ? "false" : "true";
        const statement = source.definition.replaceAll(condition, becomes);
        if (statement === source.definition) continue;
        found.push({
          kind: "what policies ask",
          name: `private.${source.name} without ${condition.source.replaceAll(/\\b|\\/g, "")}`,
          statements: [statement],
          tables: [
            "public.organizations",
            "public.audit_logs",
            "public.user_profiles",
            "public.user_sessions",
          ],
        });
      }
      continue;
    }
    const functions = apiFunctionsUsing(sources, source);
    if (functions.length === 0) continue;
    for (const [kind, pattern, replacement] of loosened) {
      const statement = source.definition.replaceAll(pattern, replacement);
      if (statement === source.definition) continue;
      found.push({
        kind,
        name: `${source.schema}.${source.name} ${kind}`,
        statements: [everyOrganization, statement],
        functions,
      });
    }
  }
  return found;
}

/** The functions of the API that come to this one with the owner's rights; those with the caller's have the policies. */
function apiFunctionsUsing(sources: readonly Source[], wanted: Source): string[] {
  const reached = new Set([wanted]);
  for (const known of reached) {
    if (known.schema !== "private") continue;
    for (const source of sources)
      if (source.definition.includes(`private.${known.name}(`) && source !== known) reached.add(source);
  }
  return [...reached].filter(({ schema, definer }) => schema === "public" && definer).map(({ name }) => name);
}
