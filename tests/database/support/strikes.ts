import { setTimeout as delay } from "node:timers/promises";
import { vi } from "vitest";
import type { Sql, TestDatabase } from "./database";
import type { Imports } from "./imports";

/** Milliseconds from a blow until somebody works on the import again, at the latest. */
export const longest = 90_000;

/** What was done to an import, and what came of it. */
export interface Strikes {
  /** By the phase that the import was in. */
  hits: Record<string, number>;
  /** Milliseconds from the blow to the next run, of the strikes that waited in real time. */
  resumed: number[];
}

export interface Plan {
  blow(): Promise<void>;
  /** Whether the blow kills whoever holds the lease. */
  kills: boolean;
  /** How often one step (staging or applying) of one import is struck; a fifth death would be one too many. */
  perStep: number;
  /** How many strikes wait in real time; for the others the clock of the lease is put forward. */
  patiently: number;
  /** Called after each blow: what everybody sees then. */
  check(): Promise<void>;
}

/** Ends every session of the product, as a restart of the database does; those of the test are named otherwise. */
export async function dropSessions(superuser: Sql): Promise<void> {
  await superuser`
    select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and (application_name ~ '^aestrak-' or application_name = 'pgboss')`;
}

/**
 * Kills the process that works for the product at this moment, as the kernel does when memory runs out. PostgreSQL then
 * drops everybody and recovers.
 */
export async function crashDatabase(superuser: Sql): Promise<void> {
  const [backend] = await superuser<{ pid: number }[]>`
    select pid from pg_stat_activity
    where datname = current_database() and application_name ~ '^aestrak-' order by (state = 'active') desc, state_change desc limit 1`;
  if (backend) process.kill(backend.pid, "SIGKILL");
  await vi.waitFor(() => superuser`select 1`, { timeout: longest, interval: 50 });
}

/** What is struck: staging or applying. */
export interface Step {
  /** Milliseconds that it takes; corrected by what is learnt, because a machine is not always as fast. */
  window: number;
  /** The status in which it ends. */
  end: string;
}

/** Strikes at imports while a worker is at them. */
export function striker(db: TestDatabase, imports: Imports) {
  async function waitFor(importId: string, statuses: string[], timeout = longest): Promise<string> {
    return vi.waitFor(
      async () => {
        const { status, failure_reason } = await imports.row(importId);
        if (!statuses.includes(status)) throw new Error(`still ${status} ${failure_reason ?? ""}`);
        return status;
      },
      { timeout, interval: 20 },
    );
  }

  /** Lets time pass for whoever died at work: the lease of the import, and the queue's sign of life. */
  async function passTime(importId: string, { kills }: Plan): Promise<void> {
    await vi.waitFor(
      async () => {
        // Waits for a dead worker's session that still has a statement to end.
        if (kills) {
          await db.superuser`
            update public.import_jobs set heartbeat_at = heartbeat_at - interval '31 seconds' where id = ${importId} and status = 'processing'`;
        }
        await db.superuser`
          update pgboss.job set heartbeat_on = heartbeat_on - interval '31 seconds' where name = 'import' and state = 'active'`;
      },
      { timeout: longest, interval: 50 },
    );
  }

  /** Strikes at random moments of one step, and sees the import to its end. */
  async function strikeStep(
    importId: string,
    step: Step,
    plan: Plan,
    { hits, resumed }: Strikes,
  ): Promise<void> {
    const { blow, perStep, patiently, check } = plan;
    const { end } = step;
    for (let strike = 1; strike <= perStep; strike += 1) {
      if ((await waitFor(importId, ["processing", end])) === end) return;
      await delay(Math.random() * step.window);
      const { status, phase, lease_token } = await imports.row(importId);
      step.window *= status === "processing" ? 1.1 : 0.7;
      if (status !== "processing") continue;
      hits[phase] = (hits[phase] ?? 0) + 1;
      const struckAt = performance.now();
      await blow();
      await check();
      if (resumed.length >= patiently) await passTime(importId, plan);
      await vi.waitFor(
        async () => {
          const now = await imports.row(importId);
          if (now.status !== end && (now.status !== "processing" || now.lease_token === lease_token))
            throw new Error(`still ${now.status} ${now.failure_reason ?? ""}`);
        },
        { timeout: longest, interval: 50 },
      );
      if (resumed.length < patiently) resumed.push(Math.round(performance.now() - struckAt));
    }
    await waitFor(importId, [end]);
  }

  return { waitFor, strikeStep };
}
