import { FileMissing, openStoredFile } from "@/libs/file-store";
import {
  comparedPart,
  describedPart,
  inspectedPart,
  type Remark,
} from "@/features/imports/lib/import-metadata";
import type { Sql, Transaction } from "@/libs/database";
import { compareStaged } from "./compare";
import { writeEffects } from "./effects";
import type { ImportType } from "./kinds";
import type { ImportJob, Lease } from "./lease";
import { FileFault } from "./read-file";
import { remarksOn } from "./remarks";
import { type Staged, stageFile } from "./stage";
import { takeTurn } from "./turn";
import { confirmsItself, remarksOnSender } from "./unattended";

const describedWhole = inspectedPart.extend(describedPart.shape);

/**
 * Reads the file of an import and compares its rows: from upload to preview, or to what has to be asked before.
 * @returns whether the import confirmed itself, and so can be applied at once
 */
export async function readAndCompare(sql: Sql, lease: Lease): Promise<boolean> {
  const { job } = lease;
  const startedAt = performance.now();
  await lease.enter("staging");
  const file = await openStoredFile(job.storage_key).catch((error: unknown) => {
    throw error instanceof FileMissing ? new FileFault("file-missing", error.message) : error;
  });
  let staged: Staged;
  try {
    staged = await stageFile(sql, lease, file.path);
  } finally {
    await file.release();
  }
  if (staged.isOpen) {
    const waiting = {
      status: "awaiting_mapping",
      phase: "ready",
      progress: 1,
      attempt: 0,
      lease_token: null,
    };
    await lease.transaction(async (tx) => {
      await tx`update public.import_jobs set preview_version = preview_version + 1 where id = ${job.id}`;
      const metadata = tx.json(describedWhole.parse({ ...staged.description, set_aside: 0 }));
      await lease.update({ type: staged.type, metadata, ...waiting }, tx);
    });
    return false;
  }
  await lease.update({
    type: staged.type,
    row_count: staged.rows,
    error_count: staged.refusedRows,
    metadata: sql.json(describedWhole.parse({ ...staged.description, set_aside: staged.setAside })),
    phase: "comparing",
    progress: 0,
  });
  job.type = staged.type;
  job.error_count = staged.refusedRows;
  return compareAndPreview(lease, startedAt);
}

/**
 * The second half of it, for rows that are staged already.
 * @param more what there is to say beside what the comparison says
 */
export async function compareAndPreview(
  lease: Lease,
  startedAt = performance.now(),
  more: readonly Remark[] = [],
): Promise<boolean> {
  const { job } = lease;
  const type = job.type as ImportType;
  await lease.enter("comparing");
  return lease.transaction(async (tx) => {
    const base_version = await takeTurn(tx, job);
    const comparison = await compareStaged(tx, job, type);
    const alerts = await writeEffects(tx, job, type);
    const { counts, absent, conflicts, orphans, stageMoves } = comparison;
    const remarks = [
      ...more,
      ...(await remarksOnSender(tx, job)),
      ...remarksOn(job, type, comparison, await setAsideOf(tx, job), await knowsOrders(tx, job)),
    ];
    const isConfirmed = await confirmsItself(tx, job, counts, remarks);
    const found = comparedPart.parse({
      conflicts,
      orphans,
      alerts: alerts.first,
      alert_count: alerts.moved,
      remarks,
      withdrawn: absent,
      stage_moves: stageMoves,
    });
    await tx`
      update public.import_jobs set metadata = metadata || ${tx.json(found)}, preview_version = preview_version + 1
      where id = ${job.id}`;
    await lease.update(
      {
        ...counts,
        alerts_opened: alerts.opened,
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

async function knowsOrders(tx: Transaction, job: ImportJob): Promise<boolean> {
  const [known] = await tx`
    select from public.purchase_orders where organization_id = ${job.organization_id} limit 1`;
  return known !== undefined;
}

/** Rows that were refused for another row's sake when the file was read, perhaps by another run. */
async function setAsideOf(tx: Transaction, job: ImportJob): Promise<number> {
  const [found] = await tx<{ count: number }[]>`
    select coalesce((metadata ->> 'set_aside')::integer, 0) as count from public.import_jobs where id = ${job.id}`;
  return found!.count;
}
