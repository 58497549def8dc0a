import { setTimeout as delay } from "node:timers/promises";

/** Milliseconds from the request to the last byte of the answer. */
export interface Latency {
  requests: number;
  p50_ms: number;
  p95_ms: number;
  max_ms: number;
}

/** Milliseconds between an answer and the next request for the same thing: people who click without a break. */
const pause = 250;

/**
 * Somebody who asks for the same things again and again, each as soon as it was answered.
 * @param targets addresses by the names of their figures
 */
export class Viewer {
  readonly #cookie: string;
  readonly #targets: Readonly<Record<string, string>>;
  #taken: Record<string, number[]> = {};
  #isLooking = true;
  #failure: unknown;
  readonly #looks: Promise<unknown>;

  constructor(targets: Readonly<Record<string, string>>, cookie: string) {
    this.#targets = targets;
    this.#cookie = cookie;
    this.#looks = Promise.all(Object.entries(targets).map(([name, address]) => this.#look(name, address)));
    this.#looks.catch((error: unknown) => (this.#failure = error));
  }

  /** Figures of the time since the last lap, by name. @throws when a request failed */
  lap(): Record<string, Latency> {
    if (this.#failure) throw this.#failure;
    const taken = this.#taken;
    this.#taken = {};
    const names = Object.keys(this.#targets);
    return Object.fromEntries(names.map((name) => [name, latencyOf(taken[name] ?? [])]));
  }

  async stop(): Promise<void> {
    this.#isLooking = false;
    await this.#looks;
  }

  async #look(name: string, address: string): Promise<void> {
    while (this.#isLooking) {
      const startedAt = performance.now();
      const answer = await fetch(address, { headers: { cookie: this.#cookie }, redirect: "manual" });
      await answer.arrayBuffer();
      if (answer.status !== 200) throw new Error(`${address} answered ${answer.status}.`);
      (this.#taken[name] ??= []).push(performance.now() - startedAt);
      await delay(pause);
    }
  }
}

function latencyOf(milliseconds: readonly number[]): Latency {
  const sorted = milliseconds.toSorted((a, b) => a - b);
  const at = (share: number) =>
    Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0);
  return { requests: sorted.length, p50_ms: at(0.5), p95_ms: at(0.95), max_ms: at(1) };
}
