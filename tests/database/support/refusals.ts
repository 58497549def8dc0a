import { expect } from "vitest";
import type { Caller, Sql, TestDatabase, Transaction } from "./database";

/** What a refused call tells its caller. */
export interface Refusal {
  code: string;
  message: string;
}

/** Calls as somebody who must be refused, and answers with the refusal. */
export async function refusalOf(
  db: TestDatabase,
  caller: Caller,
  work: (sql: Transaction) => Promise<unknown>,
): Promise<Refusal> {
  try {
    await db.as(caller, work);
  } catch (error) {
    const { code, message } = error as Refusal;
    return { code, message };
  }
  throw new Error("The call was not refused.");
}

/**
 * Expects that somebody else's id and one that nobody has are refused in the very same words, so that ids of other
 * organizations can't be found out.
 */
export async function expectAlike(
  db: TestDatabase,
  caller: Caller,
  call: (sql: Transaction, id: string) => Promise<unknown>,
  ids: { foreign: string; unknown: string },
): Promise<Refusal> {
  const foreign = await refusalOf(db, caller, (sql) => call(sql, ids.foreign));
  const unknown = await refusalOf(db, caller, (sql) => call(sql, ids.unknown));
  expect(foreign).toEqual(unknown);
  return foreign;
}

export interface AuditEntry {
  action: string;
  acted_by: string | null;
  entity_type: string;
  entity_id: string | null;
  before: unknown;
  after: unknown;
}

/** The audit log of an organization, oldest first. */
export async function auditOf(sql: Sql, organizationId: string): Promise<AuditEntry[]> {
  return sql<
    AuditEntry[]
  >`select action, acted_by, entity_type, entity_id, before, after from public.audit_logs
    where organization_id = ${organizationId} order by id`;
}
