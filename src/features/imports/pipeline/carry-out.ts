import { comparedPart } from "@/features/imports/lib/import-metadata";
import type { Sql, Transaction } from "@/libs/database";
import { applyDifferences } from "./apply";
import { compareStaged } from "./compare";
import { writeEffects } from "./effects";
import type { ImportHooks } from "./hooks";
import type { ImportType } from "./kinds";
import type { ImportJob, Lease } from "./lease";
import { compareAndPreview, readAndCompare } from "./make-preview";
import { dropStaging, isStaged } from "./staging-tables";
import { raiseVersion, takeTurn } from "./turn";

/** An import that would now withdraw more than its preview said: another one was applied in between. */
class OutgrewPreview extends Error {
  override name = "OutgrewPreview";
  readonly shown: number;
  readonly now: number;

  constructor(shown: number, now: number) {
    super("The import would withdraw more than was confirmed.");
    this.shown = shown;
    this.now = now;
  }
}

/** What takes back a confirmation. */
const unconfirmed = { confirmed_at: null, confirmed_by: null };

/** Carries out a confirmed import in one transaction. */
export async function carryOut(sql: Sql, lease: Lease, hooks: ImportHooks): Promise<void> {
  const { job } = lease;
  const startedAt = performance.now();
  await lease.enter("applying");
  if (!(await isStaged(sql, job))) {
    // Staging was lost (a restored backup, say): read the file again; the person confirms what they saw again.
    await lease.update(unconfirmed);
    await readAndCompare(sql, lease);
    return;
  }
  try {
    await lease.fenced((tx) => apply(tx, lease, hooks, startedAt));
  } catch (error) {
    if (!(error instanceof OutgrewPreview)) throw error;
    const text = `Another import was applied after this one was confirmed, so nothing of this one was. Rows that it would withdraw now: ${error.now}; when it was confirmed: ${error.shown}. Look at it once more.`;
    await lease.update(unconfirmed);
    await compareAndPreview(lease, undefined, [{ tone: "warning", text }]);
    return;
  }
  await dropStaging(sql, job.id);
  await refreshStatistics(sql, job);
}

async function apply(tx: Transaction, lease: Lease, hooks: ImportHooks, startedAt: number): Promise<void> {
  const { job } = lease;
  const type = job.type as ImportType;
  const version = await takeTurn(tx, job);
  // Another import may have been applied since the preview: what is applied is what differs now.
  if (version !== job.base_version) await compareAgain(tx, lease, type);
  const moved = await applyDifferences(tx, job, type);
  const applied_version = await raiseVersion(tx, job);
  await hooks.applied(tx, job, moved);
  if (type === "purchase_orders") await compareWaitingSurveysAgain(tx, job);
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
}

/**
 * Orders have come: previews of surveys that were without one are out of date. They are computed again, and whoever looks
 * at one of them sees that before they confirm. Those of forgotten uploads are left alone.
 */
async function compareWaitingSurveysAgain(tx: Transaction, job: ImportJob): Promise<void> {
  await tx`
    update public.import_jobs j set status = 'pending', phase = 'comparing', progress = 0
    where j.organization_id = ${job.organization_id} and j.type = 'quantity_surveys' and j.status = 'awaiting_confirmation'
      and j.orphan_count > 0 and j.created_at > now() - interval '1 day'`;
}

/**
 * Refreshes the planner's picture of the tables that the import changed, at once: the next import, or an undo of this
 * one, must not plan for a few rows. The next one waits for it, so the surveys are left out where they are as they were.
 */
async function refreshStatistics(sql: Sql, job: ImportJob): Promise<void> {
  const [changed] = await sql<{ surveys: boolean }[]>`
    select j.type = 'quantity_surveys'
      or exists (select from public.import_changes c
        where c.organization_id = j.organization_id and c.import_job_id = j.id and c.action = 'linked') as surveys
    from public.import_jobs j where j.id = ${job.id} and j.new_count + j.changed_count + j.withdrawn_count > 0`;
  if (!changed) return;
  await sql`analyze public.purchase_orders, public.import_changes`;
  if (changed.surveys) await sql`analyze public.quantity_surveys`;
}

/** @throws OutgrewPreview */
async function compareAgain(tx: Transaction, lease: Lease, type: ImportType): Promise<void> {
  const [shown] = await tx<{ withdrawn: number }[]>`
    select coalesce(withdrawn_count, 0) as withdrawn from public.import_jobs where id = ${lease.job.id}`;
  const { counts, stageMoves } = await compareStaged(tx, lease.job, type);
  // A row that it withdraws may be what the other import has just brought; nobody has seen that.
  if (counts.withdrawn_count > shown!.withdrawn)
    throw new OutgrewPreview(shown!.withdrawn, counts.withdrawn_count);
  await writeEffects(tx, lease.job, type);
  await tx`
    update public.import_jobs set metadata = metadata || ${tx.json(comparedPart.pick({ stage_moves: true }).parse({ stage_moves: stageMoves }))} where id = ${lease.job.id}`;
  await lease.update({ ...counts }, tx);
}
