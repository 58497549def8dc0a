import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, readlinkSync, realpathSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";

const isLinux = process.platform === "linux";

/**
 * Ends a server that outlived its installation: two must never run on one cluster. A server that was killed leaves
 * its lock file instead, and PostgreSQL takes any process that has its number now for it, also its own remains as
 * long as nobody has buried them (a container without an init process never does): that file is removed, once
 * nothing works in the cluster any more.
 *
 * @param cluster the absolute path of the data folder
 */
export async function endLeftover(cluster: string): Promise<void> {
  const lockFile = join(cluster, "postmaster.pid");
  if (!existsSync(lockFile)) return;
  const pid = Number(readFileSync(lockFile, "utf8").split("\n")[0]);
  if (isServerOf(cluster, pid)) process.kill(pid, "SIGINT");
  for (let tries = 0; tries < 150 && (isServerOf(cluster, pid) || workersIn(cluster).length > 0); tries++) {
    if (tries === 100 && isServerOf(cluster, pid)) process.kill(pid, "SIGQUIT");
    // Whose server is gone, and who is too busy to notice.
    if (tries % 10 === 5 && !isServerOf(cluster, pid)) end(workersIn(cluster));
    await delay(100);
  }
  if (isLinux && !isServerOf(cluster, pid) && workersIn(cluster).length === 0)
    rmSync(lockFile, { force: true });
}

function end(pids: readonly number[]): void {
  for (const pid of pids) {
    try {
      process.kill(pid, "SIGQUIT");
    } catch {
      // It ended meanwhile.
    }
  }
}

/** Guards against a pid that the system has given to something else since. What was killed has no arguments left. */
function isServerOf(cluster: string, pid: number): boolean {
  try {
    const command = isLinux
      ? readFileSync(`/proc/${pid}/cmdline`, "utf8")
      : execFileSync("ps", ["-o", "args=", "-p", String(pid)], { encoding: "utf8" });
    return command.includes(cluster);
  } catch {
    return false;
  }
}

/** The processes of PostgreSQL that are left, each of which works in the cluster's folder. Seen on Linux only. */
function workersIn(cluster: string): number[] {
  if (!isLinux) return [];
  const folder = realpathSync(cluster);
  const found = readdirSync("/proc").filter((name) => {
    try {
      return /^\d+$/.test(name) && readlinkSync(`/proc/${name}/cwd`) === folder;
    } catch {
      // It ended meanwhile, or belongs to somebody else.
      return false;
    }
  });
  return found.map(Number);
}
