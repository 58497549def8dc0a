import { expect, vi } from "vitest";
import type { Sql, Transaction } from "./database";

/** The turn of an organization, for which comparing, applying and undoing wait. */
export const turnOf = (organizationId: string) => (sql: Transaction) =>
  sql`select pg_advisory_xact_lock(hashtextextended(${organizationId}, 1))`;

/** What staging tables are made from. */
export const stagingTemplate = (sql: Transaction) =>
  sql`lock table staging.purchase_orders in access exclusive mode`;

/** Runs `work` while another session holds what `lock` takes, and lets go of it then. */
export async function whileHeld<T>(
  connection: Sql,
  lock: (sql: Transaction) => Promise<unknown>,
  work: () => Promise<T>,
): Promise<T> {
  const free = Promise.withResolvers<void>();
  const held = Promise.withResolvers<void>();
  const holder = connection.begin(async (sql) => {
    await lock(sql);
    held.resolve();
    await free.promise;
  });
  await held.promise;
  try {
    return await work();
  } finally {
    free.resolve();
    await holder;
  }
}

/** Waits until so many sessions of the pipeline wait for somebody's lock. */
export async function untilBlocked(connection: Sql, sessions = 1): Promise<void> {
  await vi.waitFor(
    async () => {
      const waiting = await connection`
        select 1 from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock' and application_name ~ '^aestrak-'`;
      expect(waiting).toHaveLength(sessions);
    },
    { timeout: 20_000, interval: 20 },
  );
}
