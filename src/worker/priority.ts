import { readdirSync } from "node:fs";
import { constants, setPriority } from "node:os";
import { sessionName, type Sql } from "@/libs/database";
import { every, type Routine } from "./every";

/** A tenth of the usual share where all want more than there is; lower still, and a busy machine would stop an import. */
const low = constants.priority.PRIORITY_BELOW_NORMAL;

/**
 * Lets pages go first where the worker shares its machine with the web server and the database: an import takes what
 * they leave, which is all of it while nobody looks at a page. Needs no right: a process may always step back.
 */
export function stepBack(): void {
  // Linux knows a priority per thread; those to come have that of the thread which starts them.
  const threads = process.platform === "linux" ? readdirSync("/proc/self/task").map(Number) : [process.pid];
  for (const thread of threads) lower(thread);
}

/**
 * The same for the database's processes that work for this one. Only for a database on this machine: elsewhere their
 * numbers would be those of strangers.
 * @param lowered the processes that the last call returned
 * @returns those that are lowered now
 */
export async function stepBackInDatabase(sql: Sql, lowered: ReadonlySet<number>): Promise<Set<number>> {
  const processes = await sql<{ pid: number }[]>`
    select pid from pg_catalog.pg_stat_activity where application_name = ${sessionName} and datname = current_database()`;
  for (const { pid } of processes) if (!lowered.has(pid)) lower(pid);
  return new Set(processes.map(({ pid }) => pid));
}

/** Keeps this process's sessions behind those of pages for as long as it has heavy work for the database. */
export class BehindPages {
  readonly #sql: Sql;
  readonly #again: Routine;
  #works = 0;
  #lowered: ReadonlySet<number> = new Set();

  constructor(sql: Sql) {
    this.#sql = sql;
    // The pool opens sessions as they are needed.
    this.#again = every(500, "sessions that step back", () => this.#stepBack());
  }

  /** @returns what `work` returns */
  async during<T>(work: () => Promise<T>): Promise<T> {
    // Numbers of processes that ended meanwhile may be others' by now.
    if (this.#works === 0) this.#lowered = new Set();
    this.#works += 1;
    this.#again.now();
    try {
      return await work();
    } finally {
      this.#works -= 1;
    }
  }

  stop(): Promise<void> {
    return this.#again.stop();
  }

  async #stepBack(): Promise<void> {
    if (this.#works > 0) this.#lowered = await stepBackInDatabase(this.#sql, this.#lowered);
  }
}

function lower(id: number): void {
  try {
    setPriority(id, low);
  } catch {
    // It has ended, or belongs to another user of the machine; then it stays as it is.
  }
}
