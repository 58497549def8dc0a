import { setTimeout as delay } from "node:timers/promises";
import type { Sql, TransactionSql } from "postgres";
import { isSessionLost } from "@/libs/lost-session";

/** Milliseconds within which the end of a session follows the error that told of it. */
const patience = 1_000;
/** The driver goes on with a transaction when its work settles; this never does. */
const never = new Promise<never>(() => {});

/**
 * Ends a transaction with its session. The driver alone would go on: it rolls back, commits or runs the next statement
 * on the same connection, which is either dead, so that the write ends the whole process, or a new session by then, so
 * that the statement takes part in somebody else's transaction or in none.
 * @param sql the driver's; its `begin` is replaced by one for transactions without options
 * @returns the same
 */
export function guardTransactions(sql: Sql): Sql {
  const begin = sql.begin.bind(sql) as Begin;
  const guarded: Begin = (work) => {
    let isLost = false;
    const lost = Promise.withResolvers<void>();
    const outcome = begin(async (transaction) => {
      const result = await work(refusing(transaction, () => isLost)).catch(async (error: unknown) => {
        // Of this session, or of any other that the work speaks to?
        if (isSessionLost(error)) await Promise.race([lost.promise, delay(patience)]);
        return isLost ? never : Promise.reject(error);
      });
      return isLost ? never : result;
    });
    outcome.catch(() => {
      isLost = true;
      lost.resolve();
    });
    return outcome;
  };
  return Object.assign(sql, { begin: guarded });
}

type Begin = <T>(work: (sql: TransactionSql) => Promise<T>) => Promise<T>;

/** The same transaction, which takes no statement any more once its session is lost. */
function refusing(transaction: TransactionSql, isLost: () => boolean): TransactionSql {
  return new Proxy(transaction, {
    apply(run, self, words) {
      if (isLost()) throw Object.assign(new Error("The session was lost."), { code: "CONNECTION_CLOSED" });
      return Reflect.apply(run, self, words) as unknown;
    },
  });
}
