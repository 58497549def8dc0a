import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { openSync } from "node:fs";
import { join } from "node:path";

const project = join(import.meta.dirname, "../../..");

export interface WorkerProcess {
  /** How many processes there were so far. */
  readonly started: number;
  /** Ends it without warning, as the kernel does when memory runs out, and starts another one. */
  kill(): Promise<void>;
  stop(): Promise<void>;
  /** Ends it as its supervisor does, in order, and starts no other. @returns its exit code; null when a signal ended it */
  endInOrder(): Promise<number | null>;
}

/** Runs the product's worker beside the test; like the product's supervisor, starts another when one ends. */
export function runWorker(settings: Record<string, string>, logFile: string): WorkerProcess {
  const log = openSync(logFile, "a");
  let stopping = false;
  let child: ChildProcess;
  let started = 0;
  const start = () => {
    started += 1;
    child = spawn(process.execPath, ["--import", "tsx", join(project, "src/worker/main.ts")], {
      cwd: project,
      env: {
        ...process.env,
        ...settings,
        TSX_TSCONFIG_PATH: join(project, "tsconfig.node.json"),
        LOG_LEVEL: "warn",
      },
      stdio: ["ignore", log, log],
    });
    child.once("exit", () => stopping || start());
  };
  start();
  const end = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, "exit");
    child.kill("SIGKILL");
    await gone;
  };
  return {
    get started() {
      return started;
    },
    kill: end,
    async stop() {
      stopping = true;
      await end();
    },
    async endInOrder() {
      stopping = true;
      const gone = once(child, "exit");
      child.kill("SIGTERM");
      const [code] = (await gone) as [number | null];
      return code;
    },
  };
}
