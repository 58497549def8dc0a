import { ownConnection, type Sql } from "@/libs/database";
import { probeFileStore } from "@/libs/file-store";
import { answerWithin } from "@/libs/lost-session";
import { logger } from "@/libs/logger";
import { Fault, faultWords } from "./lib/fault-words";

/** Milliseconds that a sign of life, and a write to the file store, may take. */
const patience = { beat: 8_000, store: 20_000 };

/** How a worker shows the health check that it lives, and whether it can write to the file store. */
export class SignOfLife {
  readonly #workerId: string;
  readonly #version: string;
  #connection: Sql | undefined;

  constructor(workerId: string, version: string) {
    this.#workerId = workerId;
    this.#version = version;
  }

  /** Gives one. On a connection of its own, so that none waits behind an import; one that hangs is given up. */
  async beat(): Promise<void> {
    await this.#say(
      (sql) => sql`
        with gone as (delete from private.worker_heartbeats where seen_at < now() - interval '1 hour')
        insert into private.worker_heartbeats (worker_id, version) values (${this.#workerId}, ${this.#version})
        on conflict (worker_id) do update set seen_at = now()`,
    );
  }

  /** Writes a small file to the store and removes it, and notes how that went. */
  async tryStore(): Promise<void> {
    let fault: string | null = null;
    try {
      await within(patience.store, probeFileStore());
    } catch (error) {
      logger.warn({ err: error }, "the file store can't be written");
      fault = faultWords(error);
    }
    await this.#say(
      (sql) => sql`
        insert into private.worker_heartbeats (worker_id, version, storage_checked_at, storage_fault)
        values (${this.#workerId}, ${this.#version}, now(), ${fault})
        on conflict (worker_id) do update set storage_checked_at = now(), storage_fault = excluded.storage_fault`,
    );
  }

  /** Takes it back: the worker ends in order. */
  async end(): Promise<void> {
    await this.#say((sql) => sql`delete from private.worker_heartbeats where worker_id = ${this.#workerId}`);
    this.#hangUp();
  }

  async #say(statement: (sql: Sql) => PromiseLike<unknown>): Promise<void> {
    this.#connection ??= ownConnection();
    try {
      await answerWithin(patience.beat, statement(this.#connection));
    } catch (error) {
      this.#hangUp();
      throw error;
    }
  }

  #hangUp(): void {
    void this.#connection?.end({ timeout: 0 });
    this.#connection = undefined;
  }
}

async function within<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Fault("no answer")), milliseconds);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
