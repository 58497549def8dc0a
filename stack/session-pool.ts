import type { ReservedSql, Sql } from "postgres";

/** A client with one session at the most, which it opens again when it is lost. */
interface Client {
  sql: Sql;
  openedAt: number;
  isTaken: boolean;
  /** Whether the session of whoever has it now is gone: the next statement would run in another one. */
  isLost: boolean;
  /** Refuses what whoever has it now waits for. */
  refuse?: (reason: Error) => void;
}

/** Milliseconds after which a client goes, so that statements that were prepared long ago are forgotten. */
const longestLife = 45 * 60_000;

/**
 * Sessions for one user at a time each. Where one is lost while it is in use, its user is refused from then on. The
 * driver's own `reserve` knows no such end: what is sent after it is written to a socket that is gone, which ends the
 * process, or runs in the session that took its place, in the middle of somebody else's transaction.
 */
export class SessionPool {
  readonly #open: (onclose: () => void) => Sql;
  readonly #most: number;
  readonly #all = new Set<Client>();
  readonly #idle: Client[] = [];
  readonly #waiting: ((client: Client) => void)[] = [];

  /**
   * @param open makes a client with `max: 1` that never closes its session by itself
   * @param most sessions at once; whoever comes then waits
   */
  constructor(open: (onclose: () => void) => Sql, most: number) {
    this.#open = open;
    this.#most = most;
  }

  /** A session for the caller alone, until it is released. */
  async reserve(): Promise<Pick<ReservedSql, "unsafe" | "release">> {
    const client = await this.#take();
    // One that was closed while nobody had it is opened again by its next statement.
    client.isLost = false;
    client.isTaken = true;
    const gone = new Promise<never>((_, refuse) => (client.refuse = refuse));
    gone.catch(() => {});
    return {
      // The driver forgets what is sent between the error of a connection and its end: nobody would ever be answered.
      unsafe: ((query: string, ...rest: []) =>
        client.isLost || !client.isTaken
          ? Promise.reject(lost())
          : Promise.race([client.sql.unsafe(query, ...rest), gone])) as unknown as ReservedSql["unsafe"],
      release: () => this.#release(client),
    };
  }

  async end(): Promise<void> {
    await Promise.all([...this.#all].map(({ sql }) => sql.end({ timeout: 1 })));
  }

  async #take(): Promise<Client> {
    const idle = this.#idle.pop();
    if (idle) return idle;
    if (this.#all.size < this.#most) return this.#make();
    return new Promise((taken) => this.#waiting.push(taken));
  }

  #make(): Client {
    const client: Client = {
      sql: this.#open(() => {
        if (!client.isTaken) return;
        client.isLost = true;
        client.refuse?.(lost());
      }),
      openedAt: Date.now(),
      isTaken: false,
      isLost: false,
    };
    this.#all.add(client);
    return client;
  }

  #release(client: Client): void {
    if (!client.isTaken) return;
    client.isTaken = false;
    const isSpent = client.isLost || Date.now() - client.openedAt > longestLife;
    if (isSpent) {
      this.#all.delete(client);
      void client.sql.end({ timeout: 0 });
    }
    const next = this.#waiting.shift();
    if (next) next(isSpent ? this.#make() : client);
    else if (!isSpent) this.#idle.push(client);
  }
}

const lost = () => Object.assign(new Error("The session was lost."), { code: "CONNECTION_CLOSED" });
