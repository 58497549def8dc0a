import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";

export interface MemoryWatch {
  /** The peak of resident memory since the last lap, in MiB; begins the next lap. */
  lap(): number;
  stop(): void;
}

/**
 * Watches the resident memory of a process of ours. On Linux the kernel keeps the exact peak and can be told to begin
 * anew; elsewhere `ps` is asked every 50 ms, which may miss a short peak.
 */
export function watchMemory(pid: number): MemoryWatch {
  return process.platform === "linux" ? kernelPeak(pid) : sampledPeak(pid);
}

function kernelPeak(pid: number): MemoryWatch {
  const begin = () => writeFileSync(`/proc/${pid}/clear_refs`, "5");
  begin();
  return {
    lap() {
      const status = readFileSync(`/proc/${pid}/status`, "utf8");
      const kibibytes = Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1]);
      begin();
      return Math.round(kibibytes / 1024);
    },
    stop() {},
  };
}

function sampledPeak(pid: number): MemoryWatch {
  const resident = () => Number(execFileSync("ps", ["-o", "rss=", "-p", String(pid)], { encoding: "utf8" }));
  let peak = resident();
  const timer = setInterval(() => (peak = Math.max(peak, resident())), 50);
  return {
    lap() {
      const kibibytes = peak;
      peak = resident();
      return Math.round(kibibytes / 1024);
    },
    stop: () => clearInterval(timer),
  };
}
