import type { Sql, Transaction } from "@/libs/database";
import { hangsAfter } from "@/libs/lost-session";

/** Seconds after which the server ends a transaction whose client has stopped talking, with all its locks. */
const silenceSeconds = 20;

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
