import { logger } from "@/libs/logger";
import { isSessionLost } from "@/libs/lost-session";
import type { Sql } from "@/libs/database";
import type { ImportHooks } from "./hooks";
import { type Lease, LeaseLost } from "./lease";
import { dropStaging, FileFault } from "./stage";
import { undoFailed } from "./undo";

/** Ends a run that threw: as canceled, failed with a reason for people, or given back for another try. */
export async function giveUp(sql: Sql, lease: Lease, error: unknown, hooks: ImportHooks): Promise<void> {
  const { job } = lease;
  if (error instanceof LeaseLost || lease.signal.aborted) {
    await clearIfCanceled(sql, job.organization_id, job.id);
    return;
  }
  if (job.phase === "undoing") {
    await undoFailed(sql, lease, error);
    return;
  }
  if (error instanceof FileFault) {
    await fail(error.code, error.message);
    await dropStaging(sql, job.id);
    return;
  }
  if (isSessionLost(error)) {
    // The database went away, which is no fault of this import: another try, as after a worker that was killed.
    logger.warn({ err: error, importId: job.id, phase: job.phase }, "import interrupted");
    await lease.giveBack();
    return;
  }
  logger.error({ err: error, importId: job.id, phase: job.phase }, "import failed");
  await fail(
    "unexpected",
    "Something went wrong in AESTrak itself; nothing was changed. Try again, or tell your operator.",
  );

  async function fail(code: string, reason: string): Promise<void> {
    await sql.begin(async (tx) => {
      await lease.fail(code, reason, tx);
      await hooks.failed(tx, job, reason);
      await tx`select private.audit(${job.organization_id}, 'import.failed', 'import', ${job.id}, null, ${tx.json({ code, reason })}, ${job.created_by})`;
    });
  }
}

/** Drops what is staged for an import that is over. */
export async function clearIfCanceled(sql: Sql, organizationId: string, importId: string): Promise<void> {
  const [job] = await sql`
    select 1 from public.import_jobs where id = ${importId} and organization_id = ${organizationId} and status in ('canceled', 'succeeded')`;
  if (job) await dropStaging(sql, importId);
}
