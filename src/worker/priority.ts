import { readdirSync } from "node:fs";
import { constants, setPriority } from "node:os";
import { sessionName, type Sql } from "@/libs/database";

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

function lower(id: number): void {
  try {
    setPriority(id, low);
  } catch {
    // It has ended, or belongs to another user of the machine; then it stays as it is.
  }
}
