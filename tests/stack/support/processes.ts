import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { join } from "node:path";

/** A port that a process listens on. */
export interface Listener {
  pid: number;
  port: number;
  onLoopback: boolean;
}

/** The process and all that descend from it, as the kernel knows them now. Linux only. */
export function familyOf(pid: number): number[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync("/proc").filter((entry) => /^\d+$/.test(entry))) {
    try {
      // The name of the program, in parentheses, may hold anything; the state and the parent follow it.
      const [state, parent] = readFileSync(`/proc/${name}/stat`, "utf8").split(") ").at(-1)!.split(" ");
      if (state !== "Z") parents.set(Number(name), Number(parent));
    } catch {
      // It ended meanwhile.
    }
  }
  const family = parents.has(pid) ? [pid] : [];
  for (const member of family) {
    for (const [child, parent] of parents) if (parent === member) family.push(child);
  }
  return family;
}

export function isAlive(pid: number): boolean {
  return familyOf(pid).length > 0;
}

/** What these processes listen on, for TCP over IPv4 and IPv6. Linux only. */
export function listenersOf(pids: readonly number[]): Listener[] {
  const open = [...listening("/proc/net/tcp"), ...listening("/proc/net/tcp6")];
  return pids.flatMap((pid) => {
    const sockets = socketsOf(pid);
    return open
      .filter(({ socket }) => sockets.has(socket))
      .map(({ port, onLoopback }) => ({ pid, port, onLoopback }));
  });
}

function socketsOf(pid: number): Set<string> {
  const folder = `/proc/${pid}/fd`;
  const sockets = new Set<string>();
  for (const descriptor of readdirSync(folder)) {
    try {
      const socket = /^socket:\[(\d+)\]$/.exec(readlinkSync(join(folder, descriptor)))?.[1];
      if (socket) sockets.add(socket);
    } catch {
      // It was closed meanwhile.
    }
  }
  return sockets;
}

/** Lines of proc(5)'s table of sockets that are in the state LISTEN (0A). */
function listening(table: string): { socket: string; port: number; onLoopback: boolean }[] {
  return readFileSync(table, "utf8")
    .split("\n")
    .slice(1)
    .map((line) => line.trim().split(/\s+/))
    .filter((columns) => columns[3] === "0A")
    .map((columns) => {
      const [address = "", port = ""] = columns[1]!.split(":");
      return {
        socket: columns[9]!,
        port: Number.parseInt(port, 16),
        // 127.0.0.1 and ::1, with the bytes of each 32-bit word in the machine's (little-endian) order.
        onLoopback: address === "0100007F" || address === "00000000000000000000000001000000",
      };
    });
}
