import { randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import type { Sql, Transaction } from "@/libs/database";
import { answerWithin, hangsAfter, isSessionLost, silentSession } from "@/libs/lost-session";
import { PeakMemory } from "@/libs/peak-memory";
import type { Database } from "@/types/database";
import { Heartbeat } from "./heartbeat";
import { WitnessedTransactions } from "./witnessed-transactions";

type Enums = Database["public"]["Enums"];

/** What the worker needs to know of an import job. */
export interface ImportJob {
  id: string;
  organization_id: string;
  type: Enums["import_type"] | null;
  mode: Enums["import_mode"];
  repeat_policy: Enums["repeat_policy"];
  phase: Enums["import_phase"];
  attempt: number;
  /** Rows that could not be read. */
  error_count: number;
  file_name: string;
  storage_key: string;
  base_version: string | null;
  created_by: string | null;
  confirmed_by: string | null;
  undo_requested_by: string | null;
  /** The data_version that the undo was shown for. */
  undo_version: string | null;
  peak_rss_mb: number | null;
}

/** A run that lost its lease: it was canceled, or another worker took over. It must write nothing more. */
export class LeaseLost extends Error {
  override name = "LeaseLost";
}

/** The worker is being stopped in order: its runs give their jobs back, which says nothing against these. */
export class WorkerStops extends Error {
  override name = "WorkerStops";
}

/** A job whose runs all died: whatever kills them may kill the next one too. */
export class TriedTooOften extends Error {
  override name = "TriedTooOften";
}

/** After this long without a sign of life a run counts as dead. Seconds. */
export const leaseSeconds = 30;
/** A job that keeps killing its worker is not tried for ever. */
const mostAttempts = 5;
/** Whether an error says that somebody else holds what was to be locked, at once or for longer than was to be waited. */
export const isHeldByAnother = (error: unknown): boolean =>
  (error as { code?: string } | null)?.code === "55P03";

/**
 * The right of one worker run to work on one import. Every write of the run is made under it, so that a stalled
 * worker that comes back can't write over its successor.
 */
export class Lease {
  readonly job: ImportJob;
  readonly #sql: Sql;
  readonly #token: string;
  readonly #abort = new AbortController();
  readonly #heartbeat: Heartbeat;
  readonly #memory = new PeakMemory();
  readonly #transactions: WitnessedTransactions;
  #progress = 0;

  private constructor(sql: Sql, job: ImportJob, token: string) {
    this.job = job;
    this.#sql = sql;
    this.#token = token;
    this.#transactions = new WitnessedTransactions(sql, token);
    this.#heartbeat = new Heartbeat((own) => this.#beat(own));
  }

  /** Takes a job that waits for a worker, or whose worker died; null when there is nothing to take. */
  static async claim(sql: Sql, organizationId: string, importId: string): Promise<Lease | null> {
    const token = randomUUID();
    const [job] = await answerWithin(
      hangsAfter,
      sql<ImportJob[]>`
      update public.import_jobs j
      set status = 'processing', lease_token = ${token}, heartbeat_at = now(), attempt = j.attempt + 1,
        phase = case j.phase when 'queued' then 'inspecting' else j.phase end
      from public.import_files f
      where j.id = ${importId} and j.organization_id = ${organizationId}
        and f.organization_id = j.organization_id and f.id = j.file_id
        and (j.status = 'pending' or (j.status = 'processing' and j.heartbeat_at < now() - make_interval(secs => ${leaseSeconds})))
      returning j.id, j.organization_id, j.type, j.mode, j.repeat_policy, j.phase, j.attempt, j.error_count, j.base_version, j.created_by, j.confirmed_by, j.undo_requested_by, j.undo_version, j.peak_rss_mb,
        f.file_name, f.storage_key`,
    );
    return job ? new Lease(sql, job, token) : null;
  }

  /** @throws TriedTooOften instead of another try after too many */
  allowAnotherTry(): void {
    if (this.job.attempt <= mostAttempts) return;
    const what = this.job.phase === "undoing" ? "undo" : "import";
    throw new TriedTooOften(
      `The ${what} stopped unexpectedly ${mostAttempts} times. Try again, or tell your operator.`,
    );
  }

  /** Aborted when the lease is lost (LeaseLost), or when the run's connection hangs (a lost session). */
  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  /** Tells the tables of this run from those of another run of the same import; letters and digits. */
  get tag(): string {
    return this.#token.replaceAll("-", "").slice(0, 12);
  }

  /** Notes how far the present phase is, 0 to 1; written with the next sign of life. */
  set progress(share: number) {
    this.#progress = Math.min(1, Math.max(0, share));
  }

  /** The most memory that the process held in this run and the import's earlier ones, in MiB. */
  get peakMemory(): number {
    return Math.max(this.job.peak_rss_mb ?? 0, this.#memory.mebibytes);
  }

  /** Enters a phase. @throws LeaseLost */
  async enter(phase: Enums["import_phase"]): Promise<void> {
    this.#progress = 0;
    await this.update({ phase, progress: 0 });
  }

  /** Writes columns of the job. @throws LeaseLost when it is no longer this run's */
  async update(columns: Record<string, unknown>, transaction?: Transaction): Promise<void> {
    const sql = transaction ?? this.#sql;
    const writing = sql`
      update public.import_jobs set ${sql(columns as Record<string, string>)}, heartbeat_at = now()
      where id = ${this.job.id} and lease_token = ${this.#token} and status = 'processing' returning id`;
    const written = await (transaction ? writing : answerWithin(hangsAfter, writing));
    if (written.length === 0) this.#lose();
  }

  /**
   * Runs `work` in one transaction, which ends soon where its connection hangs or this process stands still. Nothing in
   * it asks for the lease by itself: it has to end with an update of this lease, or to be `fenced`.
   */
  transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.#transactions.run(work);
  }

  /**
   * Runs `work` in one transaction that begins by locking the job, so that nobody can cancel or take it before the
   * commit. @throws LeaseLost, before `work`, when it is no longer this run's
   */
  fenced<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.transaction(async (tx) => {
      const held = await tx`
        select 1 from public.import_jobs
        where id = ${this.job.id} and lease_token = ${this.#token} and status = 'processing' for no key update`;
      if (held.length === 0) this.#lose();
      return work(tx);
    });
  }

  /**
   * Ends the run with a failure that its reader can do something about. An undo that failed leaves the import what it
   * was: applied.
   */
  async fail(code: string, reason: string, transaction?: Transaction): Promise<void> {
    const end =
      this.job.phase === "undoing"
        ? { status: "succeeded", phase: "done", progress: 1, attempt: 0 }
        : { status: "failed", finished_at: new Date() };
    await this.update({ ...end, failure_code: code, failure_reason: reason, lease_token: null }, transaction);
  }

  /**
   * Gives the job back for another try; tries for two seconds where the database is not there to take it.
   * @param options uncounted: this try does not count among those after which the job fails
   */
  async giveBack(options: { uncounted?: boolean } = {}): Promise<void> {
    const attempt = this.job.attempt - (options.uncounted ? 1 : 0);
    for (let tries = 1; ; tries += 1) {
      try {
        await this.update({ status: "pending", lease_token: null, attempt });
        return;
      } catch (error) {
        if (!isSessionLost(error) || tries === 5) throw error;
        await delay(500);
      }
    }
  }

  /** Ends the run before its work is done: its transaction is cut off, so that it holds nothing any more. */
  async breakOff(reason: Error): Promise<void> {
    this.#abort.abort(reason);
    await this.#transactions.cutOff();
  }

  release(): void {
    this.#heartbeat.stop();
    this.#memory.stop();
  }

  async #beat(sql: Sql): Promise<void> {
    if (await this.#transactions.isForsaken(sql)) this.#abort.abort(silentSession());
    const progress = this.#progress.toFixed(4);
    try {
      // It doesn't wait for the transaction that holds the job: as long as that lasts, nobody else can take it.
      const written = await sql`
        update public.import_jobs set progress = ${progress}, heartbeat_at = now()
        where id = (select id from public.import_jobs
          where id = ${this.job.id} and lease_token = ${this.#token} and status = 'processing' for no key update nowait)
        returning id`;
      if (written.length === 0) this.#lose();
    } catch (error) {
      if (!isHeldByAnother(error)) throw error;
    }
  }

  #lose(): never {
    const lost = new LeaseLost("The import was canceled or taken over.");
    this.#abort.abort(lost);
    throw lost;
  }
}
