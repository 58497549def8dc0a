import type { z } from "zod";
import { undoPart } from "@/features/imports/lib/import-metadata";
import { logger } from "@/libs/logger";
import type { Transaction } from "@/libs/database";
import { shortageOf } from "@/libs/shortages";
import type { ImportHooks } from "./hooks";
import type { ImportType } from "./kinds";
import { type Lease, TriedTooOften } from "./lease";
import { raiseVersion, takeTurn } from "./turn";
import { takeBack } from "./undo-rows";

const changedSince =
  "Your data changed after this undo was asked for, so it was not done. Look at what it would do now, then ask again.";

/** A later import stands or other thresholds, stand in the way of an undo; the message says what to do. */
class UndoRefused extends Error {
  override name = "UndoRefused";
}

/** What an undo does, as private.undo_effect says it. */
type UndoEffect = z.output<typeof undoPart>["undo"];

/**
 * Takes an applied import back as a whole, in one transaction: rows, links, totals, the daily roll-up, levels and
 * alerts are what they were before it. Either all of that becomes visible or nothing.
 * @throws UndoRefused; LeaseLost
 */
export async function undo(lease: Lease, hooks: ImportHooks): Promise<void> {
  const { job } = lease;
  await lease.enter("undoing");
  await lease.fenced(async (tx) => {
    const version = await takeTurn(tx, job);
    const effect = await effectUnlessRefused(tx, lease);
    if (version !== job.undo_version) throw new UndoRefused(changedSince);
    await takeBack(tx, job, job.type as ImportType);
    await raiseVersion(tx, job);
    await hooks.undone(tx, job);
    const { money_before, money_after, ...counts } = effect;
    await tx`
      select private.audit(${job.organization_id}, 'import.undone', 'import', ${job.id}, ${tx.json({ money: money_before })},
        ${tx.json({ ...counts, money: money_after })}, ${job.undo_requested_by})`;
    await tx`update public.import_jobs set metadata = metadata || ${tx.json(undoPart.parse({ undo: effect }))} where id = ${job.id}`;
    await lease.update(
      {
        status: "undone",
        phase: "done",
        progress: 1,
        undone_at: new Date(),
        attempt: 0,
        lease_token: null,
      },
      tx,
    );
  });
}

/** Leaves the import applied, with the reason why it was not undone. @throws LeaseLost */
export async function undoFailed(lease: Lease, error: unknown): Promise<void> {
  const { job } = lease;
  const [code, reason] = reasonOf(error);
  if (code === "undo-failed") logger.error({ err: error, importId: job.id }, "undo failed");
  await lease.transaction(async (tx) => {
    await lease.fail(code, reason, tx);
    await tx`
      select private.audit(${job.organization_id}, 'import.undo_failed', 'import', ${job.id}, null, ${tx.json({ code, reason })},
        ${job.undo_requested_by})`;
  });
}

function reasonOf(error: unknown): [code: string, reason: string] {
  if (error instanceof UndoRefused) return ["undo-refused", error.message];
  if (error instanceof TriedTooOften) return ["gave-up", error.message];
  const shortage = shortageOf(error);
  if (shortage) return ["disk-full", shortage.sentence];
  return [
    "undo-failed",
    "Something went wrong in AESTrak itself while undoing; nothing was changed. Try again, or tell your operator.",
  ];
}

/** Another import may have been applied since the person asked. */
async function effectUnlessRefused(tx: Transaction, { job }: Lease): Promise<UndoEffect> {
  const [found] = await tx<{ obstacle: { sentence: string } | null; effect: UndoEffect }[]>`
    select private.undo_obstacle(${job.organization_id}, ${job.id}) as obstacle,
      private.undo_effect(${job.organization_id}, ${job.id}) - '{type,orders,order_count,alerts,later_imports}'::text[] as effect`;
  if (found?.obstacle) throw new UndoRefused(found.obstacle.sentence);
  return found!.effect;
}
