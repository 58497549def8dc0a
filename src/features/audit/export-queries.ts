import "server-only";
import { Refusal } from "@/libs/access/refusals";
import { exportRow } from "./lib/export-rows";
import { auditEntries, namesInLog } from "./queries";
import type { AuditFilters } from "./schema";

/** As many as hosted Supabase returns at once. */
const batch = 1000;
const maxEntries = 100_000;

/** More entries than are exported at once. */
export class TooManyEntries extends Refusal {
  override name = "TooManyEntries";
}

/**
 * The rows of an exported audit log, newest first, read in pages while they are written.
 * @throws TooManyEntries, after so many
 */
export async function* exportedEntries(
  organization: { id: string; timeZone: string },
  filters: AuditFilters,
): AsyncGenerator<string[]> {
  const names = await namesInLog(organization.id);
  let olderThan: string | undefined;
  for (let count = 0; ;) {
    const entries = await auditEntries(organization, filters, { olderThan }, batch);
    count += entries.length;
    if (count > maxEntries)
      throw new TooManyEntries(`These are more than ${maxEntries} entries. Choose a shorter period.`);
    for (const entry of entries) yield exportRow(entry, names);
    olderThan = entries.at(-1)?.number;
    if (entries.length < batch) return;
  }
}
