import { openStoredFile } from "@/libs/file-store";
import { logger } from "@/libs/logger";
import { isSessionLost } from "@/libs/lost-session";
import type { Sql, Transaction } from "@/libs/database";
import { applyDifferences, type MovedAlert } from "./apply";
import { compareStaged } from "./compare";
import { writeEffects } from "./effects";
import { type ImportType, stagingTables } from "./kinds";
import { type ImportJob, Lease, LeaseLost } from "./lease";
import { remarksOn } from "./remarks";
import { dropStaging, FileFault, type Staged, stageFile } from "./stage";
import { stageMoves } from "./stage-moves";
import { raiseVersion, takeTurn } from "./turn";
import { undo, undoFailed } from "./undo";
import { confirmsItself } from "./unattended";

/** What other features do in the apply transaction, or after an import failed. */
export interface ImportHooks {
  /** In the transaction that applies: queue the mail about alerts that moved. */
  applied(sql: Transaction, job: ImportJob, moved: MovedAlert[]): Promise<void>;
  /** In the transaction that marks the failure. */
  failed(sql: Transaction, job: ImportJob, reason: string): Promise<void>;
}

/**
 * Takes one import as far as it can go without a person: from upload to preview, or from confirmation to applied;
 * through both where its sender asked for that and nothing speaks against it.
 * Safe to call twice, and to be killed at any line: the next call takes up what the state in the database says.
 * @returns whether there was something to do
 */
export async function runImport(
  sql: Sql,
  { organizationId, importId }: { organizationId: string; importId: string },
  hooks: ImportHooks,
): Promise<boolean> {
  const lease = await Lease.claim(sql, organizationId, importId);
  if (!lease) {
    await clearIfCanceled(sql, organizationId, importId);
    return false;
  }
  const { job } = lease;
  let isConfirmed = false;
  try {
    if (job.phase === "undoing") await undo(sql, lease);
    else if (job.phase === "applying") await apply(sql, lease, hooks);
    else if (job.phase === "comparing" && (await isStaged(sql, job))) isConfirmed = await compare(sql, lease);
    else isConfirmed = await stage(sql, lease);
  } catch (error) {
    await giveUp(sql, lease, error, hooks);
  } finally {
    lease.release();
  }
  if (isConfirmed) await runImport(sql, { organizationId, importId }, hooks);
  return true;
}

/** @returns whether the import confirmed itself, and so can be applied at once */
async function stage(sql: Sql, lease: Lease): Promise<boolean> {
  const { job } = lease;
  const startedAt = performance.now();
  await lease.enter("staging");
  const file = await openStoredFile(job.storage_key);
  let staged: Staged;
  try {
    staged = await stageFile(sql, lease, file.path);
  } finally {
    await file.release();
  }
  const metadata = sql.json(staged.description as never);
  if (staged.isOpen) {
    const waiting = {
      status: "awaiting_mapping",
      phase: "ready",
      progress: 1,
      attempt: 0,
      lease_token: null,
    };
    await lease.update({ type: staged.type, metadata, ...waiting });
    return false;
  }
  await lease.update({
    type: staged.type,
    row_count: staged.rows,
    error_count: staged.refusedRows,
    metadata,
    phase: "comparing",
    progress: 0,
  });
  job.type = staged.type;
  job.error_count = staged.refusedRows;
  return compare(sql, lease, startedAt);
}

async function compare(sql: Sql, lease: Lease, startedAt = performance.now()): Promise<boolean> {
  const { job } = lease;
  const type = job.type as ImportType;
  await lease.enter("comparing");
  return sql.begin(async (tx) => {
    const base_version = await takeTurn(tx, job);
    const comparison = await compareStaged(tx, job, type);
    const alerts = await writeEffects(tx, job, type);
    const { absent, conflicts, orphans, ...counts } = comparison;
    const remarks = await remarksOn(tx, job, type, comparison);
    const isConfirmed = await confirmsItself(tx, job, comparison, remarks);
    const stage_moves = await stageMoves(tx, job, type);
    const found = { conflicts, orphans, alerts, withdrawn: absent, remarks, stage_moves };
    await tx`update public.import_jobs set metadata = metadata || ${tx.json(found as never)} where id = ${job.id}`;
    await lease.update(
      {
        ...counts,
        base_version,
        ...(isConfirmed
          ? { status: "pending", phase: "applying", progress: 0, confirmed_at: new Date() }
          : { status: "awaiting_confirmation", phase: "ready", progress: 1 }),
        staged_at: new Date(),
        stage_ms: Math.round(performance.now() - startedAt),
        peak_rss_mb: lease.peakMemory,
        attempt: 0,
        lease_token: null,
      },
      tx,
    );
    return isConfirmed;
  });
}

async function apply(sql: Sql, lease: Lease, hooks: ImportHooks): Promise<void> {
  const { job } = lease;
  const type = job.type as ImportType;
  const startedAt = performance.now();
  await lease.enter("applying");
  if (!(await isStaged(sql, job))) {
    // Staging was lost (a restored backup, say): read the file again; the person confirms what they saw again.
    await sql`update public.import_jobs set confirmed_at = null, confirmed_by = null where id = ${job.id}`;
    await stage(sql, lease);
    return;
  }
  await sql.begin(async (tx) => {
    await lease.hold(tx);
    const version = await takeTurn(tx, job);
    // Another import may have been applied since the preview: what is applied is what differs now.
    if (version !== job.base_version) await compareAgain(tx, lease, type);
    const moved = await applyDifferences(tx, job, type);
    const applied_version = await raiseVersion(tx, job);
    await hooks.applied(tx, job, moved);
    const opened = moved.filter(({ step }) => step === "opened").length;
    await tx`
      select private.audit(j.organization_id, 'import.applied', 'import', j.id::text, jsonb_build_object('money', j.money_before),
        jsonb_build_object('type', j.type, 'mode', j.mode, 'new', j.new_count, 'changed', j.changed_count, 'withdrawn', j.withdrawn_count,
          'money', j.money_after, 'alerts_opened', ${opened}::integer), j.confirmed_by)
      from public.import_jobs j where j.id = ${job.id}`;
    await lease.update(
      {
        alerts_opened: opened,
        applied_version,
        status: "succeeded",
        phase: "done",
        progress: 1,
        finished_at: new Date(),
        apply_ms: Math.round(performance.now() - startedAt),
        peak_rss_mb: lease.peakMemory,
        attempt: 0,
        lease_token: null,
      },
      tx,
    );
  });
  await dropStaging(sql, job.id);
  await refreshStatistics(sql, job);
}

/** Refreshes the planner's picture of the tables at once: the next import, or an undo of this one, must not plan for a few rows. */
async function refreshStatistics(sql: Sql, job: ImportJob): Promise<void> {
  const [changed] = await sql`
    select 1 from public.import_jobs where id = ${job.id} and new_count + changed_count + withdrawn_count > 0`;
  if (changed) await sql`analyze public.quantity_surveys, public.purchase_orders, public.import_changes`;
}

async function compareAgain(tx: Transaction, lease: Lease, type: ImportType): Promise<void> {
  const {
    absent: _absent,
    conflicts: _conflicts,
    orphans: _orphans,
    ...counts
  } = await compareStaged(tx, lease.job, type);
  await writeEffects(tx, lease.job, type);
  const stage_moves = await stageMoves(tx, lease.job, type);
  await tx`update public.import_jobs set metadata = metadata || ${tx.json({ stage_moves } as never)} where id = ${lease.job.id}`;
  await lease.update(counts, tx);
}

async function isStaged(sql: Sql, job: ImportJob): Promise<boolean> {
  if (!job.type) return false;
  const [found] = await sql`select to_regclass(${stagingTables(job.id).rows}) is not null as staged`;
  return found?.staged === true;
}

async function giveUp(sql: Sql, lease: Lease, error: unknown, hooks: ImportHooks): Promise<void> {
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

async function clearIfCanceled(sql: Sql, organizationId: string, importId: string): Promise<void> {
  const [job] = await sql`
    select 1 from public.import_jobs where id = ${importId} and organization_id = ${organizationId} and status in ('canceled', 'succeeded')`;
  if (job) await dropStaging(sql, importId);
}
