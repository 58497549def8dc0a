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
  for (let tries = 0; tries < 150 && (isServerOf(cluster, pid) || isWorkedIn(cluster)); tries++) {
    if (tries === 100 && isServerOf(cluster, pid)) process.kill(pid, "SIGQUIT");
    await delay(100);
  }
  if (isLinux && !isServerOf(cluster, pid) && !isWorkedIn(cluster)) rmSync(lockFile, { force: true });
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

/** Whether a process of PostgreSQL is left, each of which works in the cluster's folder. Seen on Linux only. */
function isWorkedIn(cluster: string): boolean {
  if (!isLinux) return false;
  const folder = realpathSync(cluster);
  return readdirSync("/proc").some((name) => {
    try {
      return /^\d+$/.test(name) && readlinkSync(`/proc/${name}/cwd`) === folder;
    } catch {
      // It ended meanwhile, or belongs to somebody else.
      return false;
    }
  });
}
