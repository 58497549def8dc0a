import { spawn } from "node:child_process";
import { closeSync, existsSync, openSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import postgres from "postgres";
import { makeCluster } from "./postgres-cluster";
import { type PostgresHome, programEnvironment, superuser } from "./postgres-home";
import { endLeftover } from "./postgres-leftover";

/** PostgreSQL's code for a server that is not ready yet, or not any more. */
const startingUp = "57P03";

export interface PostgresOptions {
  home: PostgresHome;
  port: number;
  superuserPassword: string;
  logFile: string;
  /** Extra `name=value` settings. */
  settings?: string[];
}

export interface RunningPostgres {
  url(user: string, password: string, database?: string): string;
  /**
   * Ends it in order: sessions are cut, data is flushed. What takes longer is ended by force; the next start recovers.
   * @param patience milliseconds
   */
  stop(patience?: number): Promise<void>;
  /** Resolves when it has ended, however. */
  gone: Promise<void>;
}

/**
 * Starts PostgreSQL on loopback, making its cluster on the first start. A server that a killed
 * installation left on this cluster is ended first.
 * @param signal gives the start up, also while the server recovers
 * @throws with the tail of the server's log when it doesn't come up.
 */
export async function startPostgres(
  options: PostgresOptions,
  signal?: AbortSignal,
): Promise<RunningPostgres> {
  const { home, port } = options;
  if (existsSync(home.cluster)) await endLeftover(home.cluster);
  else await makeCluster(options, signal);
  signal?.throwIfAborted();

  const log = openSync(options.logFile, "a");
  const settings = [
    "listen_addresses=127.0.0.1",
    "unix_socket_directories=",
    "max_connections=120",
    "shared_buffers=256MB",
    "work_mem=32MB",
    "maintenance_work_mem=128MB",
    "max_wal_size=2GB",
    "effective_cache_size=1GB",
    "random_page_cost=1.1",
    "jit=off",
    "log_min_messages=warning",
    "log_destination=stderr",
    ...(options.settings ?? []),
  ];
  const server = spawn(
    join(home.programs, "bin", "postgres"),
    ["-D", home.cluster, "-p", String(port), ...settings.flatMap((s) => ["-c", s])],
    { ...home.account, stdio: ["ignore", log, log], env: programEnvironment() },
  );
  closeSync(log);
  let ended = false;
  const gone = new Promise<void>((done) => {
    server.once("exit", () => {
      ended = true;
      done();
    });
  });
  const stop = async (patience = 10_000) => {
    if (ended) return;
    server.kill(patience > 0 ? "SIGINT" : "SIGQUIT");
    const slow = setTimeout(() => server.kill("SIGQUIT"), patience);
    const hopeless = setTimeout(() => server.kill("SIGKILL"), patience + 3_000);
    await gone;
    clearTimeout(slow);
    clearTimeout(hopeless);
  };

  const url = (user: string, password: string, database = "postgres") =>
    `postgres://${user}:${password}@127.0.0.1:${port}/${database}`;
  try {
    await answers(url(superuser, options.superuserPassword), () => ended, options.logFile, signal);
  } catch (error) {
    await stop(5_000);
    throw error;
  }
  return { url, gone, stop };
}

/**
 * Waits until it answers, for as long as it says that it is starting: after a crash it recovers first, which takes
 * minutes where much was written.
 */
async function answers(
  url: string,
  ended: () => boolean,
  logFile: string,
  signal?: AbortSignal,
): Promise<void> {
  for (let tries = 0; tries < 600; tries++) {
    if (ended() || signal?.aborted) break;
    const sql = postgres(url, { max: 1, connect_timeout: 5, fetch_types: false, onnotice: () => {} });
    try {
      await sql`select 1`;
      return;
    } catch (error) {
      if ((error as { code?: string }).code === startingUp) tries -= 1;
      await delay(100);
    } finally {
      await sql.end({ timeout: 1 });
    }
  }
  signal?.throwIfAborted();
  const tail = readFileSync(logFile, "utf8").trim().split("\n").slice(-5).join("\n");
  throw new Error(`PostgreSQL did not start. The end of ${logFile}:\n${tail}`);
}
