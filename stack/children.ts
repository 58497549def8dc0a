import { type ChildProcess, fork } from "node:child_process";
import { openSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { projectDirectory } from "./migrations";
import type { PostgresOptions } from "./postgres";

const exitWithParent = join(import.meta.dirname, "exit-with-parent.mjs");

/** Runs PostgreSQL under its keeper. `lost` is called when it ends by itself. */
export async function keepPostgres(
  options: PostgresOptions,
  lost: () => void,
): Promise<{ stop(): Promise<void> }> {
  const log = openSync(options.logFile, "a");
  const keeper = fork(join(import.meta.dirname, "postgres-keeper.ts"), {
    detached: true,
    execArgv: ["--import", "tsx"],
    stdio: ["ignore", log, log, "ipc"],
  });
  let stopping = false;
  const gone = new Promise<void>((done) => keeper.once("exit", () => done()));
  await new Promise<void>((ready, fail) => {
    keeper.once("message", (message: { ready?: true; error?: string }) =>
      message.ready ? ready() : fail(new Error(message.error)),
    );
    keeper.once("exit", () => fail(new Error(`PostgreSQL's keeper ended; see ${options.logFile}.`)));
    keeper.send(options);
  });
  keeper.once("exit", () => stopping || lost());
  return {
    async stop() {
      stopping = true;
      if (keeper.connected) keeper.disconnect();
      await gone;
    },
  };
}

export interface Child {
  stop(): Promise<void>;
}

/** For Node, when it runs the worker: garbage is collected sooner, so that memory stays flat while an import streams through. */
export const workerFlags = ["--max-semi-space-size=4"];

/**
 * Runs a Node program beside the supervisor and starts it again when it ends by itself, waiting longer each
 * time, so that a crash costs seconds and a program that can't start doesn't spin.
 */
export function keepRunning(
  name: string,
  script: string,
  args: string[],
  options: {
    environment: NodeJS.ProcessEnv;
    logFile?: string;
    typescript?: boolean;
    /** For Node, besides its own choices. */
    flags?: string[];
    onExit(name: string): void;
  },
): Child {
  let child: ChildProcess;
  let stopping = false;
  let restarts = 0;
  const start = () => {
    const output = options.logFile ? openSync(options.logFile, "a") : "inherit";
    const startedAt = Date.now();
    child = fork(script, args, {
      cwd: projectDirectory,
      env: { ...options.environment, AESTRAK_SUPERVISOR: String(process.pid) },
      execArgv: [
        ...(options.flags ?? []),
        "--import",
        exitWithParent,
        ...(options.typescript ? ["--import", "tsx"] : []),
      ],
      stdio: ["ignore", output, output, "ipc"],
    });
    child.once("exit", () => {
      if (stopping) return;
      options.onExit(name);
      restarts = Date.now() - startedAt > 60_000 ? 0 : restarts + 1;
      void delay(Math.min(500 * 2 ** restarts, 30_000)).then(() => stopping || start());
    });
  };
  start();
  return {
    async stop() {
      stopping = true;
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = new Promise<void>((done) => child.once("exit", () => done()));
      child.kill("SIGTERM");
      const slow = setTimeout(() => child.kill("SIGKILL"), 10_000);
      await gone;
      clearTimeout(slow);
    },
  };
}
