import "server-only";
import { createHash } from "node:crypto";
import { Refusal } from "@/libs/access/refusals";
import { database } from "@/libs/database";
import { networkOf } from "@/libs/network-address";

/** How often one subject may try one thing. */
interface RateLimit {
  /** Names the thing and the kind of subject, e.g. "log-in by account". */
  scope: string;
  /** Who tries: an e-mail address (in any case); a network address, which stands for its whole network. Stored as a hash only. */
  subject: string;
  /** Attempts allowed within the window. */
  max: number;
  /** Length of the window, from its first attempt. */
  minutes: number;
}

/** One of the limits is reached. */
class TooManyAttempts extends Refusal {
  override name = "TooManyAttempts";
  override readonly status = 429;
  override readonly headers: Readonly<Record<string, string>>;

  /** @param seconds until the next attempt is allowed */
  constructor(seconds: number) {
    super(`Too many attempts. Try again in ${inMinutes(seconds)}.`);
    this.headers = { "retry-after": String(seconds) };
  }
}

/** Attempts that were counted. */
export interface CountedAttempt {
  /** Gives the attempt back, for limits that mean failures only. */
  release(): Promise<void>;
}

/**
 * Counts one attempt against each limit, before it is made, so that many at the same time can't slip through.
 * @throws TooManyAttempts when one of the limits is reached
 */
export async function countAttempt(limits: readonly RateLimit[]): Promise<CountedAttempt> {
  const sql = database();
  const keys = limits.map(keyOf);
  let wait = 0;
  for (const [index, { max, minutes }] of limits.entries()) {
    const [row] = await sql<{ seconds: number }[]>`
      select private.hit_rate_limit(${keys[index] ?? ""}, ${max}, make_interval(mins => ${minutes})) as seconds`;
    wait = Math.max(wait, row?.seconds ?? 0);
  }
  if (wait > 0) throw new TooManyAttempts(wait);
  return {
    async release() {
      await sql`select private.release_rate_limit(key) from unnest(${keys}::text[]) as key`;
    },
  };
}

function keyOf({ scope, subject }: RateLimit): string {
  // Here, so that no limit can be got round with another address of one's own.
  const counted = networkOf(subject.trim().toLowerCase());
  return createHash("sha256").update(`${scope}\n${counted}`).digest("hex");
}

function inMinutes(seconds: number): string {
  const minutes = Math.ceil(seconds / 60);
  return minutes === 1 ? "1 minute" : `${minutes} minutes`;
}
