import { type ChildProcess, fork } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { projectDirectory } from "./migrations";

const exitWithParent = join(import.meta.dirname, "exit-with-parent.mjs");

export interface Child {
  /** Resolves when it says that it is ready; only for one that was told something. Rejects when its first start fails. */
  ready: Promise<void>;
  /** Ends it in order. @param by when it is ended by force, in milliseconds since 1970 */
  stop(by: number): Promise<void>;
  /** Ends it by force, at once. */
  kill(): void;
}

interface ChildOptions {
  args?: string[];
  environment: NodeJS.ProcessEnv;
  logFile: string;
  typescript?: boolean;
  /** For Node, besides its own choices. */
  flags?: string[];
  /** What it is told over its channel at each start; it then answers when it is ready. */
  message?: object;
  /** It has no signal to fear: it ends in order when its channel closes, by its own means. */
  endsByChannel?: boolean;
  onExit(name: string): void;
}

/** For Node, when it runs the worker: garbage is collected sooner, so that memory stays flat while an import streams through. */
export const workerFlags = ["--max-semi-space-size=4"];

/**
 * Runs a Node program beside the supervisor and starts it again when it ends by itself, waiting longer each
 * time, so that a crash costs seconds and a program that can't start doesn't spin.
 */
export function keepRunning(name: string, script: string, options: ChildOptions): Child {
  let child: ChildProcess;
  let stopping = false;
  let restarts = 0;
  let isReady = !options.message;
  const ready = Promise.withResolvers<void>();
  // Whoever doesn't ask need not hear.
  ready.promise.catch(() => {});
  if (isReady) ready.resolve();
  const failed = (reason: string) => {
    if (isReady) return;
    stopping = true;
    ready.reject(new Error(reason));
  };

  const start = () => {
    const startedAt = Date.now();
    child = forked(script, options);
    child.on("message", (message: { ready?: true; error?: string }) => {
      if (message.error) failed(message.error);
      if (!message.ready) return;
      isReady = true;
      ready.resolve();
    });
    if (options.message) child.send(options.message, () => {});
    child.once("exit", () => {
      if (stopping) return;
      if (!isReady) return failed(`The ${name} ended while it was starting; see ${options.logFile}.`);
      options.onExit(name);
      restarts = Date.now() - startedAt > 60_000 ? 0 : restarts + 1;
      void delay(Math.min(500 * 2 ** restarts, 30_000)).then(() => stopping || start());
    });
  };
  start();
  return {
    ready: ready.promise,
    async stop(by) {
      stopping = true;
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = new Promise<void>((done) => child.once("exit", () => done()));
      const patience = Math.max(by - Date.now(), 500);
      if (!options.endsByChannel) child.kill("SIGTERM");
      else if (child.connected) child.send({ stopWithin: patience - 500 }, () => {});
      const slow = setTimeout(() => child.kill("SIGKILL"), patience);
      await gone;
      clearTimeout(slow);
    },
    kill() {
      stopping = true;
      if (options.endsByChannel && child.connected) child.send({ stopWithin: 0 }, () => {});
      else child.kill("SIGKILL");
    },
  };
}

function forked(script: string, options: ChildOptions): ChildProcess {
  const log = openSync(options.logFile, "a");
  try {
    return fork(script, options.args ?? [], {
      cwd: projectDirectory,
      detached: options.endsByChannel,
      env: { ...options.environment, AESTRAK_SUPERVISOR: String(process.pid) },
      execArgv: [
        ...(options.flags ?? []),
        ...(options.endsByChannel ? [] : ["--import", exitWithParent]),
        ...(options.typescript ? ["--import", "tsx"] : []),
      ],
      stdio: ["ignore", log, log, "ipc"],
    });
  } finally {
    closeSync(log);
  }
}
