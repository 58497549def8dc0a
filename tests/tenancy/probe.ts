import postgres from "postgres";
import { become, type Transaction } from "../database/support/database";
import type { Claimant } from "./world";

/** What came of a statement: what it answered, or how it was refused. */
export type Outcome<T> = { value: T; refusal?: undefined } | { value?: undefined; refusal: Refusal };

export interface Refusal {
  code: string;
  message: string;
}

/**
 * Runs `work` as somebody and takes it back, within a transaction that may have changed the rules before.
 * @param after looks at what it left, with the rights of the transaction
 */
export async function probe<T, Left = undefined>(
  tx: Transaction,
  caller: Claimant,
  work: (sql: Transaction) => Promise<T>,
  after?: (sql: Transaction) => Promise<Left>,
): Promise<Outcome<T> & { left?: Left }> {
  const over = new Error("undone");
  let value: T;
  let left: Left | undefined;
  try {
    await tx.savepoint(async (sql) => {
      await become(sql, caller);
      if (caller.claims) {
        const claims = { role: caller.role, sub: caller.userId, ...caller.claims };
        await sql`select set_config('request.jwt.claims', ${JSON.stringify(claims)}, true)`;
      }
      value = await work(sql);
      if (after) {
        await sql`reset role`;
        left = await after(sql);
      }
      throw over;
    });
  } catch (error) {
    if (error === over) return { value: value!, left };
    if (error instanceof postgres.PostgresError)
      return { refusal: { code: error.code, message: error.message } };
    throw error;
  }
  throw new Error("A savepoint that always throws came back.");
}
