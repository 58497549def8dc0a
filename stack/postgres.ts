import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chownSync, existsSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import postgres from "postgres";
import { ownCluster, type PostgresHome } from "./postgres-home";
import { endLeftover } from "./postgres-leftover";

export const superuser = "supabase_admin";

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
  /** Ends it in order: sessions are cut, data is flushed. */
  stop(): Promise<void>;
  process: ChildProcess;
}

/**
 * Starts PostgreSQL on loopback, making its cluster on the first start. A server that a killed
 * installation left on this cluster is ended first.
 * @throws with the tail of the server's log when it doesn't come up.
 */
export async function startPostgres(options: PostgresOptions): Promise<RunningPostgres> {
  const { home, port } = options;
  if (!existsSync(join(home.cluster, "PG_VERSION"))) initialise(options);
  else await endLeftover(home.cluster);

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
  let ended = false;
  server.once("exit", () => (ended = true));

  const url = (user: string, password: string, database = "postgres") =>
    `postgres://${user}:${password}@127.0.0.1:${port}/${database}`;
  await answers(url(superuser, options.superuserPassword), () => ended, options.logFile);
  return {
    url,
    process: server,
    async stop() {
      if (ended) return;
      const gone = new Promise((done) => server.once("exit", done));
      server.kill("SIGINT");
      await gone;
    },
  };
}

function initialise({ home, superuserPassword }: PostgresOptions): void {
  ownCluster(home);
  const passwordFile = join(tmpdir(), `aestrak-${randomBytes(8).toString("hex")}`);
  writeFileSync(passwordFile, superuserPassword, { mode: 0o600 });
  if (home.account) chownSync(passwordFile, home.account.uid, home.account.gid);
  try {
    execFileSync(
      join(home.programs, "bin", "initdb"),
      [
        `--pgdata=${home.cluster}`,
        `--username=${superuser}`,
        `--pwfile=${passwordFile}`,
        "--auth=scram-sha-256",
        "--data-checksums",
        "--encoding=UTF8",
        "--locale-provider=builtin",
        "--locale=C.UTF-8",
        "--lc-messages=C",
      ],
      { ...home.account, env: programEnvironment(), cwd: "/", stdio: ["ignore", "pipe", "pipe"] },
    );
  } catch (error) {
    rmSync(home.cluster, { recursive: true, force: true });
    const said = String((error as { stderr?: Buffer }).stderr ?? error).trim();
    throw new Error(`PostgreSQL could not make its data folder ${home.cluster}: ${said}`, { cause: error });
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

async function answers(url: string, ended: () => boolean, logFile: string): Promise<void> {
  for (let tries = 0; tries < 600; tries++) {
    if (ended()) break;
    const sql = postgres(url, { max: 1, connect_timeout: 5, onnotice: () => {} });
    try {
      await sql`select 1`;
      return;
    } catch {
      await delay(100);
    } finally {
      await sql.end({ timeout: 1 });
    }
  }
  const tail = readFileSync(logFile, "utf8").trim().split("\n").slice(-5).join("\n");
  throw new Error(`PostgreSQL did not start. The end of ${logFile}:\n${tail}`);
}

/** Without the caller's locale and PG* variables, which would change how the server starts. */
function programEnvironment(): NodeJS.ProcessEnv {
  return { NODE_ENV: "production", PATH: process.env.PATH, TZ: "UTC", LC_ALL: "C" };
}
