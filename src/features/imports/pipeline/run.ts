import type { Sql } from "@/libs/database";
import { carryOut } from "./carry-out";
import { clearIfCanceled, giveUp } from "./give-up";
import type { ImportHooks } from "./hooks";
import { Lease } from "./lease";
import { compareAndPreview, readAndCompare } from "./make-preview";
import { isStaged } from "./stage";
import { undo } from "./undo";

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
    else if (job.phase === "applying") await carryOut(sql, lease, hooks);
    else if (job.phase === "comparing" && (await isStaged(sql, job)))
      isConfirmed = await compareAndPreview(sql, lease);
    else isConfirmed = await readAndCompare(sql, lease);
  } catch (error) {
    await giveUp(sql, lease, error, hooks);
  } finally {
    lease.release();
  }
  if (isConfirmed) await runImport(sql, { organizationId, importId }, hooks);
  return true;
}
