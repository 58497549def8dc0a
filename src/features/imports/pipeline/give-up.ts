import type { Sql } from "@/libs/database";
import { logger } from "@/libs/logger";
import { isSessionLost } from "@/libs/lost-session";
import { shortageOf } from "@/libs/shortages";
import type { ImportHooks } from "./hooks";
import { isHeldByAnother, type Lease, LeaseLost, TriedTooOften, WorkerStops } from "./lease";
import { FileFault } from "./read-file";
import { dropStaging } from "./staging-tables";
import { isTooLarge, tooLargeSum } from "./too-large-sums";
import { undoFailed } from "./undo";

/** Two transactions that waited for each other, or of which only one could be. */
const collisions = new Set(["40P01", "40001"]);

/** What is no fault of the import: it may go well the next time. */
const isPassing = (error: unknown): boolean =>
  isSessionLost(error) ||
  isHeldByAnother(error) ||
  shortageOf(error)?.status === 503 ||
  collisions.has((error as { code?: string } | null)?.code ?? "");

/** Ends a run that threw: as canceled, failed with a reason for people, or given back for another try. */
export async function giveUp(sql: Sql, lease: Lease, thrown: unknown, hooks: ImportHooks): Promise<void> {
  const { job, signal } = lease;
  // What ended the run, whatever became of it afterwards.
  const error: unknown = signal.aborted ? signal.reason : thrown;
  try {
    if (error instanceof LeaseLost) throw error;
    if (error instanceof WorkerStops) {
      await lease.giveBack({ uncounted: true });
    } else if (isPassing(error)) {
      // Another try, as after a worker that was killed.
      logger.warn({ err: error, importId: job.id, phase: job.phase }, "import interrupted");
      await lease.giveBack();
    } else if (error instanceof TriedTooOften) {
      await endTries(lease, hooks, error);
    } else if (job.phase === "undoing") {
      await undoFailed(lease, error);
    } else if (error instanceof FileFault) {
      await fail(lease, hooks, error);
    } else if (isTooLarge(error)) {
      await fail(lease, hooks, await tooLargeSum(sql, job));
    } else if (shortageOf(error)) {
      logger.error({ err: error, importId: job.id, phase: job.phase }, "import failed for want of disk");
      await fail(lease, hooks, { code: "disk-full", message: shortageOf(error)!.sentence });
    } else {
      logger.error({ err: error, importId: job.id, phase: job.phase }, "import failed");
      await fail(lease, hooks, {
        code: "unexpected",
        message:
          "Something went wrong in AESTrak itself; nothing was changed. Try again, or tell your operator.",
      });
    }
  } catch (after) {
    if (!(after instanceof LeaseLost)) throw after;
    await clearIfOver(sql, job.organization_id, job.id);
  }
}

/** A fault of the file leaves nothing staged: the next try reads it again. */
async function fail(
  lease: Lease,
  hooks: ImportHooks,
  fault: { code: string; message: string },
): Promise<void> {
  const { job } = lease;
  const { code, message: reason } = fault;
  await lease.transaction(async (tx) => {
    await lease.fail(code, reason, tx);
    await hooks.failed(tx, job, reason);
    await tx`select private.audit(${job.organization_id}, 'import.failed', 'import', ${job.id}, null, ${tx.json({ code, reason })}, ${job.created_by})`;
    if (fault instanceof FileFault) await dropStaging(tx, job.id);
  });
}

async function endTries(lease: Lease, hooks: ImportHooks, end: TriedTooOften): Promise<void> {
  const fault = { code: "gave-up", message: end.message };
  try {
    await (lease.job.phase === "undoing" ? undoFailed(lease, end) : fail(lease, hooks, fault));
  } catch (error) {
    if (error instanceof LeaseLost || isSessionLost(error)) throw error;
    // It has to end, even where telling of it is what fails.
    logger.error({ err: error, importId: lease.job.id }, "the end of an import's tries could not be told");
    await lease.fail(fault.code, fault.message);
  }
}

/** Drops what is staged for an import that is over. */
export async function clearIfOver(sql: Sql, organizationId: string, importId: string): Promise<void> {
  const [job] = await sql`
    select 1 from public.import_jobs where id = ${importId} and organization_id = ${organizationId} and status in ('canceled', 'succeeded')`;
  if (job) await dropStaging(sql, importId);
}
