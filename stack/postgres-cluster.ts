import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chownSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { ownCluster, type PostgresHome, programEnvironment, superuser } from "./postgres-home";

/**
 * Makes the cluster. It gets its name when it is complete, so that what a killed start leaves is never taken for one.
 * @param signal gives it up
 */
export async function makeCluster(
  { home, superuserPassword }: { home: PostgresHome; superuserPassword: string },
  signal?: AbortSignal,
): Promise<void> {
  const draft = `${home.cluster}.draft`;
  rmSync(draft, { recursive: true, force: true });
  ownCluster({ ...home, cluster: draft });
  const passwordFile = join(tmpdir(), `aestrak-${randomBytes(8).toString("hex")}`);
  writeFileSync(passwordFile, superuserPassword, { mode: 0o600 });
  if (home.account) chownSync(passwordFile, home.account.uid, home.account.gid);
  try {
    await promisify(execFile)(
      join(home.programs, "bin", "initdb"),
      [
        `--pgdata=${draft}`,
        `--username=${superuser}`,
        `--pwfile=${passwordFile}`,
        "--auth=scram-sha-256",
        "--data-checksums",
        "--encoding=UTF8",
        "--locale-provider=builtin",
        "--locale=C.UTF-8",
        "--lc-messages=C",
      ],
      { ...home.account, env: programEnvironment(), cwd: "/", signal },
    );
    renameSync(draft, home.cluster);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    signal?.throwIfAborted();
    const said = String((error as { stderr?: string }).stderr || error).trim();
    throw new Error(`PostgreSQL could not make its data folder ${home.cluster}: ${said}`, { cause: error });
  } finally {
    rmSync(passwordFile, { force: true });
  }
}
