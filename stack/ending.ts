import { setTimeout as delay } from "node:timers/promises";

/** A part of this process's work that has to end before it may leave. */
interface Part {
  /** @param by when it is ended by force, in milliseconds since 1970 */
  stop(by: number): Promise<void> | void;
  /** Ends it at once. */
  kill?(): void;
}

/** Milliseconds that a stop in order takes at the most; what is not over then is ended by force. */
const patience = 13_000;

const parts: Part[] = [];
let ending: Promise<never> | undefined;

/** Parts end in the reverse order of their beginnings. */
export function endsWith(part: Part): void {
  parts.push(part);
}

export const isEnding = () => ending !== undefined;

/** Ends all parts in order, then this process. */
export function end(code: number): Promise<never> {
  ending ??= endAll(code);
  return ending;
}

async function endAll(code: number): Promise<never> {
  const by = Date.now() + patience;
  setTimeout(() => void killAll(), patience + 1_000).unref();
  for (let part = parts.pop(); part; part = parts.pop()) {
    current = part;
    try {
      await part.stop(by);
    } catch (error) {
      console.error((error as Error).message);
    }
  }
  return process.exit(code);
}

/** The one that is being stopped. */
let current: Part | undefined;

async function killAll(): Promise<never> {
  for (const part of [...parts, current]) part?.kill?.();
  // For what was told them to be on its way.
  await delay(300);
  return process.exit(1);
}

/** Signals end this process in order; a second one at once. @param say tells the person who sent it */
export function endOnSignals(say: (sentence: string) => void): void {
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(signal, () => {
      if (isEnding()) {
        say("Stopping at once");
        void killAll();
      } else {
        say("Stopping");
        void end(0);
      }
    });
  }
}
