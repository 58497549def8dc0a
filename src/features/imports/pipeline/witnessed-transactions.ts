import { ownConnection, type Sql, type Transaction } from "@/libs/database";
import { answerWithin, hangsAfter } from "@/libs/lost-session";

/** Seconds after which the server ends a transaction whose client has stopped talking, with all its locks. */
const silenceSeconds = 20;
/** Milliseconds within which the server ends a session when it is told to. */
const cutOffWithin = 2_000;

/**
 * The transactions of one run, one at a time. Each is witnessed by a lock of its own, so that it can be told over
 * another connection whether the server still knows it. Where it doesn't, and the run still waits for an answer, the
 * run's connection hangs: the network would tell only after a quarter of an hour.
 */
export class WitnessedTransactions {
  readonly #sql: Sql;
  readonly #token: string;
  #open: { beganAt: number; isWitnessed: boolean; isMissed: boolean } | undefined;

  /** @param token tells this run from all others */
  constructor(sql: Sql, token: string) {
    this.#sql = sql;
    this.#token = token;
  }

  async run<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    const open = { beganAt: performance.now(), isWitnessed: false, isMissed: false };
    this.#open = open;
    try {
      const result = await this.#sql.begin(async (tx) => {
        await tx`
          select set_config('idle_in_transaction_session_timeout', ${`${silenceSeconds}s`}, true),
            pg_advisory_xact_lock(hashtextextended(${this.#token}, 2))`;
        open.isWitnessed = true;
        return { value: await work(tx) };
      });
      return (result as { value: T }).value;
    } finally {
      if (this.#open === open) this.#open = undefined;
    }
  }

  /**
   * Has the server end the open transaction with its session, whatever it is doing: it would otherwise go on with its
   * statement, and hold the job, when nobody listens any more. Says nothing where the server is not there to be told.
   */
  async cutOff(): Promise<void> {
    if (!this.#open) return;
    const own = ownConnection();
    try {
      // How pg_locks shows the lock of one bigint: its two halves.
      await answerWithin(
        cutOffWithin,
        own`
          with key as (select hashtextextended(${this.#token}, 2) as whole)
          select pg_terminate_backend(l.pid, ${cutOffWithin}::bigint) from pg_catalog.pg_locks l, key
          where l.locktype = 'advisory' and l.granted and l.objsubid = 1
            and l.classid::bigint = (key.whole >> 32) & 4294967295 and l.objid::bigint = key.whole & 4294967295
            and l.database = (select oid from pg_catalog.pg_database where datname = current_database())`,
      );
    } catch {
      // Then the transaction ends with its connection.
    } finally {
      void own.end({ timeout: 0 });
    }
  }

  /**
   * Whether the run waits for a transaction that the server no longer knows. Looked for twice, so that an answer that is
   * on its way is no hung connection.
   */
  async isForsaken(own: Sql): Promise<boolean> {
    const open = this.#open;
    if (!open) return false;
    if (!open.isWitnessed) return performance.now() - open.beganAt > hangsAfter;
    const [witness] = await own<{ is_gone: boolean }[]>`
      select pg_try_advisory_xact_lock(hashtextextended(${this.#token}, 2)) as is_gone`;
    if (this.#open !== open || !witness?.is_gone) return false;
    const isForsaken = open.isMissed;
    open.isMissed = true;
    return isForsaken;
  }
}
