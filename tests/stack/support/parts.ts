import { readFileSync } from "node:fs";
import type postgres from "postgres";
import { vi } from "vitest";
import type { RunningInstallation } from "../../installation/start";
import { familyOf } from "./processes";

/** What of a running installation can be killed. */
export const parts = {
  supervisor: async ({ program }: RunningInstallation) => program.pid,
  gateway: async (running: RunningInstallation) => memberOf(running, "gateway-process.ts"),
  "web server": async (running: RunningInstallation) => memberOf(running, "stack/web.ts"),
  worker: async (running: RunningInstallation) => memberOf(running, "src/worker/main.ts"),
  keeper: async (running: RunningInstallation) => memberOf(running, "postgres-keeper.ts"),
  postmaster: async (running: RunningInstallation) => memberOf(running, "bin/postgres\0-D"),
  "the gateway's backend": (_: RunningInstallation, sql: postgres.Sql) =>
    backend(sql, "usename = 'authenticator'"),
  "the worker's backend": (_: RunningInstallation, sql: postgres.Sql) =>
    backend(sql, "application_name ~ '^aestrak-'"),
  "the queue's backend": (_: RunningInstallation, sql: postgres.Sql) =>
    backend(sql, "application_name = 'pgboss'"),
  checkpointer: (_: RunningInstallation, sql: postgres.Sql) => backend(sql, "backend_type = 'checkpointer'"),
  "WAL writer": (_: RunningInstallation, sql: postgres.Sql) => backend(sql, "backend_type = 'walwriter'"),
} as const;

export type Part = keyof typeof parts;

/** Kills a part as the kernel does when memory runs out. @returns its process */
export async function kill(part: Part, running: RunningInstallation, sql: postgres.Sql): Promise<number> {
  const pid = await vi.waitFor(() => parts[part](running, sql), { timeout: 20_000 });
  process.kill(pid, "SIGKILL");
  return pid;
}

function memberOf({ program }: RunningInstallation, words: string): number {
  const found = familyOf(program.pid).find((pid) => {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, "utf8").includes(words);
    } catch {
      return false;
    }
  });
  if (!found) throw new Error(`There is no process of ${words}.`);
  return found;
}

/** One that works at the moment, where there is one. */
async function backend(sql: postgres.Sql, condition: string): Promise<number> {
  const [found] = await sql<{ pid: number }[]>`
    select pid from pg_stat_activity where ${sql.unsafe(condition)} and pid <> pg_backend_pid()
    order by (state = 'active') desc nulls last, state_change desc nulls last limit 1`;
  if (!found) throw new Error(`There is no backend with ${condition}.`);
  return found.pid;
}
