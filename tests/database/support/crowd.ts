import postgres from "postgres";
import { inject } from "vitest";
import { become, type Caller, type TestDatabase, type Transaction } from "./database";

/**
 * Lets everybody do their work at the very same time, each on a connection of their own that is open already.
 * @returns what each got: "done", or the refusal's code
 */
export async function allAtOnce(
  db: TestDatabase,
  works: readonly { caller: Caller; work: (sql: Transaction) => Promise<unknown> }[],
): Promise<string[]> {
  const pool = postgres(inject("servers").gateway + db.owner.options.database, {
    max: works.length,
    onnotice: () => {},
  });
  try {
    await Promise.all(works.map(() => pool`select pg_sleep(0.05)`));
    return await Promise.all(
      works.map(async ({ caller, work }) => {
        try {
          await pool.begin(async (sql) => {
            await become(sql, caller);
            await work(sql);
          });
          return "done";
        } catch (error) {
          if (error instanceof postgres.PostgresError) return error.code;
          throw error;
        }
      }),
    );
  } finally {
    await pool.end();
  }
}
