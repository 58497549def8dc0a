import { setTimeout as delay } from "node:timers/promises";

/** Milliseconds from the request to the last byte of the answer. */
export interface Latency {
  requests: number;
  p50_ms: number;
  p95_ms: number;
  max_ms: number;
}

/** What the machine does meanwhile; nobody counts what is asked before the first. */
export type Phase = "idle" | "uploading" | "staging" | "applying";

/** People who ask for the same things again and again, one person for each thing. */
export class Viewers {
  /** Requests count to the phase in which they were made. */
  phase: Phase | null = null;
  readonly #cookie: string;
  readonly #pause: number;
  readonly #taken: Partial<Record<Phase, Record<string, number[]>>> = {};
  #isLooking = true;
  readonly #looks: Promise<unknown>;

  /**
   * @param targets addresses by the names of their figures
   * @param pause milliseconds between an answer and the next request for the same thing, on average
   */
  constructor(targets: Readonly<Record<string, string>>, cookie: string, pause: number) {
    this.#cookie = cookie;
    this.#pause = pause;
    this.#looks = Promise.all(Object.entries(targets).map(([name, address]) => this.#look(name, address)));
    // Told when they stop.
    this.#looks.catch(() => {});
  }

  /** @returns figures by phase and thing, and of all things together; throws when a request failed */
  async stop(): Promise<Partial<Record<Phase, Record<string, Latency>>>> {
    this.#isLooking = false;
    await this.#looks;
    return Object.fromEntries(
      Object.entries(this.#taken).map(([phase, things]) => [
        phase,
        Object.fromEntries(
          [...Object.entries(things), ["together", Object.values(things).flat()] as const].map(
            ([name, taken]) => [name, latencyOf(taken)],
          ),
        ),
      ]),
    );
  }

  async #look(name: string, address: string): Promise<void> {
    while (this.#isLooking) {
      const { phase } = this;
      const startedAt = performance.now();
      await ask(address, this.#cookie);
      if (phase) ((this.#taken[phase] ??= {})[name] ??= []).push(performance.now() - startedAt);
      // People don't look in step; with equal pauses all would ask at the same moments throughout.
      await delay(this.#pause * (0.5 + Math.random()));
    }
  }
}

/** Asks for something, and waits for all of it. @throws on anything but an answer */
export async function ask(address: string, cookie: string): Promise<void> {
  const answer = await fetch(address, { headers: { cookie }, redirect: "manual" });
  await answer.arrayBuffer();
  if (answer.status !== 200) throw new Error(`${address} answered ${answer.status}.`);
}

function latencyOf(milliseconds: readonly number[]): Latency {
  const sorted = milliseconds.toSorted((a, b) => a - b);
  const at = (share: number) =>
    Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0);
  return { requests: sorted.length, p50_ms: at(0.5), p95_ms: at(0.95), max_ms: at(1) };
}
