import { randomBytes, randomUUID } from "node:crypto";
import type { Table } from "../database/support/catalogue";
import type { Sql } from "../database/support/database";
import { addMember, createTeam, type Person, type Team } from "../database/support/people";
import {
  createAlert,
  createImport,
  createPurchaseOrder,
  createQuantitySurvey,
} from "../database/support/records";
import { fillTables } from "../database/support/sample-rows";
import { samples } from "../database/rights-table";

/** An organization with people of every standing and a row of every kind, in every state that a function asks for. */
export interface Holding extends Team {
  /** Somebody whose membership was deleted. */
  removed: Person;
  imports: Record<"pending" | "previewed" | "failed" | "applied", string>;
  order: { id: string; no: string };
  survey: string;
  alerts: Record<"open" | "resolved", string>;
  /** Pending, to an address that belongs to nobody here. */
  invitation: { id: string; tokenHash: string };
  apiToken: string;
  name: string;
  accounts: Record<"admin" | "member", Account>;
  /** The admin's, which open nothing. */
  uselessSessions: Record<"ended" | "expired" | "halfProved", string>;
}

/** What hangs on a person rather than on an organization. */
export interface Account {
  session: string;
  /** That they have just entered their password. */
  passwordProof: string;
  /** Hash of the token by which their new address is confirmed, in hexadecimal digits. */
  emailChange: string;
  /** A second factor that their session has just shown. */
  secondFactor: string;
}

const bytes = () => randomBytes(32).toString("hex");

/** Makes one, by the ways that people and imports take. @param superuser fills the tables that only the owner writes */
export async function createHolding(
  sql: Sql,
  superuser: Sql,
  tables: Table[],
  name: string,
): Promise<Holding> {
  const team = await createTeam(sql, name);
  // Seats enough, so that what is refused is refused for whose it is.
  await sql`update public.subscriptions set plan = 'growth' where organization_id = ${team.id}`;
  const removed = await addMember(sql, team.id, `${name}-removed`);
  await sql`delete from public.organization_members where user_id = ${removed.userId}`;
  const imports = {
    pending: await createImport(sql, team.id),
    previewed: await createImport(sql, team.id, {
      status: "awaiting_confirmation",
      phase: "ready",
      type: "purchase_orders",
      repeat_policy: "parts",
    }),
    failed: await createImport(sql, team.id, { status: "failed", failure_reason: `${name} failed` }),
    applied: await createImport(sql, team.id, {
      status: "succeeded",
      phase: "done",
      type: "purchase_orders",
      applied_version: 1,
    }),
  };
  await stage(sql, imports.previewed, `Staged by ${name}`);
  const order = await createPurchaseOrder(sql, team.id, imports.applied, {
    order_short_text: `Order of ${name}`,
  });
  const survey = await createQuantitySurvey(sql, team.id, imports.applied, order);
  const alerts = {
    open: await createAlert(sql, team.id),
    resolved: await createAlert(sql, team.id, {
      status: "resolved",
      resolved_at: new Date().toISOString(),
      suppressed_level: "critical",
      resolved_reason: `${name} agreed`,
    }),
  };
  const tokenHash = bytes();
  const [invitation] = await sql<{ id: string }[]>`
    insert into public.invitations (organization_id, email, token_hash, invited_by)
    values (${team.id}, ${`invited-by-${name}@example.com`}, ${`\\x${tokenHash}`}::text::bytea, ${team.admin.userId}) returning id`;
  const [token] = await sql<{ id: string }[]>`
    insert into public.api_tokens (organization_id, created_by, name, token_hash, prefix, scopes)
    values (${team.id}, ${team.admin.userId}, ${`Token of ${name}`}, ${`\\x${bytes()}`}::text::bytea, ${`aestrak_${name.slice(0, 6)}`}, '{imports:read}') returning id`;
  const accounts = {
    admin: await createAccount(sql, team.admin),
    member: await createAccount(sql, team.member),
  };
  const session = async (row: Record<string, string | boolean>) => {
    const times = { id: randomUUID(), user_id: team.admin.userId, expires_at: "2100-01-01", ...row };
    const [made] = await sql<{ id: string }[]>`insert into public.user_sessions ${sql(times)} returning id`;
    return made!.id;
  };
  const uselessSessions = {
    ended: await session({ ended_at: "2026-01-01", end_reason: "ended_by_user" }),
    expired: await session({ expires_at: "2026-01-01" }),
    halfProved: await session({ needs_second_factor: true }),
  };
  await fillTables(superuser, tables, team, samples);
  // The sample's number could be that of another organization's order.
  await superuser`update public.import_changes set entity_id = ${order.id} where organization_id = ${team.id}`;
  return {
    ...team,
    removed,
    imports,
    order,
    survey,
    alerts,
    invitation: { id: invitation!.id, tokenHash },
    apiToken: token!.id,
    name,
    accounts,
    uselessSessions,
  };
}

/** The tables of an import that waits for its confirmation, with one change. */
async function stage(sql: Sql, importId: string, text: string): Promise<void> {
  const suffix = importId.replaceAll("-", "");
  await sql.unsafe(`create table staging.rows_${suffix} (like staging.purchase_orders including defaults);
    create table staging.differences_${suffix} (like staging.differences including defaults)`);
  await sql`insert into ${sql(`staging.differences_${suffix}`)} ${sql({ action: "withdrawn", entity_id: 1, purchase_order_no: text })}`;
}

async function createAccount(sql: Sql, { userId }: Person): Promise<Account> {
  const emailChange = bytes();
  const [session] = await sql<{ id: string }[]>`
    insert into public.user_sessions (id, user_id, expires_at, needs_second_factor, second_factor_at)
    values (gen_random_uuid(), ${userId}, now() + interval '1 day', true, now() + interval '1 hour') returning id`;
  const [factor] = await sql<{ id: string }[]>`
    insert into public.second_factors (user_id, kind, name) values (${userId}, 'app', ${`App of ${userId}`}) returning id`;
  const [proof] = await sql<{ id: string }[]>`
    insert into private.password_proofs (user_id, proved_at) values (${userId}, now() + interval '1 hour') returning id`;
  await sql`insert into private.email_changes (user_id, new_email, token_hash)
    values (${userId}, ${`new-${userId}@example.com`}, ${`\\x${emailChange}`}::text::bytea)`;
  return { session: session!.id, passwordProof: proof!.id, emailChange, secondFactor: factor!.id };
}
