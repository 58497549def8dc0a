import { setTimeout as delay } from "node:timers/promises";
import type { Sql } from "@/libs/database";
import { carryOut } from "./carry-out";
import { clearIfOver, giveUp } from "./give-up";
import type { ImportHooks } from "./hooks";
import { Lease, WorkerStops } from "./lease";
import { compareAndPreview, readAndCompare } from "./make-preview";
import { isStaged } from "./staging-tables";
import { undo } from "./undo";

/** Milliseconds that a run has for tidying up after itself when it lost its lease, and when the worker is being stopped. */
const grace = { lost: 5_000, stopped: 1_000 };

/**
 * Takes one import as far as it can go without a person: from upload to preview, or from confirmation to applied;
 * through both where its sender asked for that and nothing speaks against it.
 * Safe to call twice, and to be killed at any line: the next call takes up what the state in the database says.
 * @param stopping ends the run in order: it gives its job back as if it had not been tried
 * @returns whether there was something to do
 */
export async function runImport(
  sql: Sql,
  { organizationId, importId }: { organizationId: string; importId: string },
  hooks: ImportHooks,
  stopping?: AbortSignal,
): Promise<boolean> {
  if (stopping?.aborted) return false;
  const lease = await Lease.claim(sql, organizationId, importId);
  if (!lease) {
    await clearIfOver(sql, organizationId, importId);
    return false;
  }
  let isConfirmed = false;
  const stop = () => void lease.breakOff(new WorkerStops("The worker is being stopped."));
  stopping?.addEventListener("abort", stop);
  try {
    // It may have come while the job was claimed.
    if (stopping?.aborted) stop();
    lease.allowAnotherTry();
    isConfirmed = await unlessLost(lease, step(sql, lease, hooks));
  } catch (error) {
    await giveUp(sql, lease, error, hooks);
  } finally {
    stopping?.removeEventListener("abort", stop);
    lease.release();
  }
  if (isConfirmed) await runImport(sql, { organizationId, importId }, hooks, stopping);
  return true;
}

/** @returns whether the import confirmed itself, and so can be applied at once */
async function step(sql: Sql, lease: Lease, hooks: ImportHooks): Promise<boolean> {
  const { job } = lease;
  if (job.phase === "undoing") await undo(lease, hooks);
  else if (job.phase === "applying") await carryOut(sql, lease, hooks);
  else if (job.phase === "comparing" && (await isStaged(sql, job))) return compareAndPreview(lease);
  else return readAndCompare(sql, lease);
  return false;
}

/**
 * Waits for the work, but not for long once the lease is lost: it may wait for a connection that hangs, and would keep
 * the worker from all other imports of the organization.
 */
async function unlessLost<T>(lease: Lease, work: Promise<T>): Promise<T> {
  const { signal } = lease;
  const over = new AbortController();
  const lost = async () => {
    if (!signal.aborted) {
      await new Promise((resolve) => {
        signal.addEventListener("abort", resolve, { once: true, signal: over.signal });
      });
    }
    const patience = signal.reason instanceof WorkerStops ? grace.stopped : grace.lost;
    await delay(patience, undefined, { signal: over.signal });
    throw signal.reason;
  };
  try {
    return await Promise.race([work, lost()]);
  } finally {
    over.abort();
  }
}
