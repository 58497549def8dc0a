import { ownConnection, type Sql } from "@/libs/database";
import { answerWithin } from "@/libs/lost-session";

/** Milliseconds between two signs of life. */
const pause = 5_000;
/** Milliseconds that one may take: three can be lost before a lease of 30 seconds runs out. */
const patience = 5_000;

/**
 * Gives signs of life as long as a run lasts. On a connection of its own, so that none waits behind a statement of the
 * run; one that hangs or is dropped is given up, and the next sign goes over another.
 */
export class Heartbeat {
  readonly #beat: (sql: Sql) => Promise<void>;
  readonly #timer: NodeJS.Timeout;
  #connection: Sql | undefined;
  #isBeating = false;

  /** @param beat gives one sign of life; what it throws costs the connection, nothing else */
  constructor(beat: (sql: Sql) => Promise<void>) {
    this.#beat = beat;
    this.#timer = setInterval(() => void this.#next(), pause);
    this.#timer.unref();
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#hangUp();
  }

  async #next(): Promise<void> {
    if (this.#isBeating) return;
    this.#isBeating = true;
    try {
      // An import that is over before its first sign of life never needs one.
      this.#connection ??= ownConnection();
      await answerWithin(patience, this.#beat(this.#connection));
    } catch {
      this.#hangUp();
    } finally {
      this.#isBeating = false;
    }
  }

  #hangUp(): void {
    void this.#connection?.end({ timeout: 0 });
    this.#connection = undefined;
  }
}
