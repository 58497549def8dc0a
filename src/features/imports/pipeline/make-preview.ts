import { openStoredFile } from "@/libs/file-store";
import type { Sql } from "@/libs/database";
import { compareStaged } from "./compare";
import { writeEffects } from "./effects";
import type { ImportType } from "./kinds";
import type { Lease } from "./lease";
import { remarksOn } from "./remarks";
import { type Staged, stageFile } from "./stage";
import { takeTurn } from "./turn";
import { confirmsItself } from "./unattended";

/**
 * Reads the file of an import and compares its rows: from upload to preview, or to what has to be asked before.
 * @returns whether the import confirmed itself, and so can be applied at once
 */
export async function readAndCompare(sql: Sql, lease: Lease): Promise<boolean> {
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
  return compareAndPreview(sql, lease, startedAt);
}

/** The second half of it, for rows that are staged already. */
export async function compareAndPreview(
  sql: Sql,
  lease: Lease,
  startedAt = performance.now(),
): Promise<boolean> {
  const { job } = lease;
  const type = job.type as ImportType;
  await lease.enter("comparing");
  return sql.begin(async (tx) => {
    const base_version = await takeTurn(tx, job);
    const comparison = await compareStaged(tx, job, type);
    const alerts = await writeEffects(tx, job, type);
    const { counts, absent, conflicts, orphans, stageMoves } = comparison;
    const remarks = remarksOn(job, type, comparison);
    const isConfirmed = await confirmsItself(tx, job, counts, remarks);
    const found = { conflicts, orphans, alerts, withdrawn: absent, remarks, stage_moves: stageMoves };
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
