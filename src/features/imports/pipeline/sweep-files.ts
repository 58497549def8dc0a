import type { Sql } from "@/libs/database";
import { removeStoredFiles, removeTemporaryFiles, storedFilesIn } from "@/libs/file-store";
import { answerWithin, hangsAfter } from "@/libs/lost-session";

const hour = 3_600_000;
/**
 * Milliseconds for which files are left alone. A file that is being received is written to all the time; a received one
 * gets its row within seconds. The rest is for clocks that differ, and for whoever puts back a file by hand.
 */
const youth = { temporary: hour, stored: 24 * hour, row: hour };

/** How many of each a sweep met. */
export interface Swept {
  /** Temporary files of uploads that were cut off, removed. */
  temporary: number;
  /** Kept files that no import knows, removed. */
  unknown: number;
  /** Files of imports that the store doesn't have (any more), as far as that was not known. */
  missing: number;
  /** Files that were missing and are back. */
  found: number;
}

/**
 * Removes the files that uploads left when their process died, and notes which files of imports are missing. Looks only
 * into the folders of organizations that this database knows: another installation may share the store. Several
 * workers may sweep at once.
 * @param options.now milliseconds, for tests that can't wait a day
 * @param options.signal ends it between two organizations
 */
export async function sweepFiles(
  sql: Sql,
  options: { now?: number; signal?: AbortSignal } = {},
): Promise<Swept> {
  const now = options.now ?? Date.now();
  const before = (age: number) => new Date(now - age);
  const swept: Swept = { temporary: 0, unknown: 0, missing: 0, found: 0 };
  swept.temporary = await removeTemporaryFiles(before(youth.temporary));
  // Of health checks that were cut off.
  await removeStoredFiles(olderThan(before(youth.temporary), await storedFilesIn("health")));
  const organizations = await answerWithin(
    hangsAfter,
    sql<{ id: string }[]>`select id from public.organizations order by id`,
  );
  for (const { id } of organizations) {
    if (options.signal?.aborted) break;
    await sweepOrganization(sql, id, before, swept);
  }
  return swept;
}

async function sweepOrganization(
  sql: Sql,
  organizationId: string,
  before: (age: number) => Date,
  swept: Swept,
): Promise<void> {
  // Before the files: a row comes after its file, so that the file of a row seen here is there, or is missing.
  const rows = await answerWithin(
    hangsAfter,
    sql<{ id: string; storage_key: string; created_at: Date; missing_since: Date | null }[]>`
      select id, storage_key, created_at, missing_since from public.import_files
      where organization_id = ${organizationId}`,
  );
  const files = await storedFilesIn(organizationId);
  const known = new Set(rows.map((row) => row.storage_key));
  const unknown = olderThan(before(youth.stored), files).filter((key) => !known.has(key));
  await removeStoredFiles(unknown);
  swept.unknown += unknown.length;
  const kept = new Set(files.map(({ key }) => key));
  const missing = rows.filter(
    (row) => !kept.has(row.storage_key) && !row.missing_since && row.created_at < before(youth.row),
  );
  const found = rows.filter((row) => row.missing_since && kept.has(row.storage_key));
  const note = async (ids: string[], since: Date | null) =>
    answerWithin(
      hangsAfter,
      sql`update public.import_files set missing_since = ${since} where id = any (${ids}::uuid[])`,
    );
  if (missing.length > 0)
    await note(
      missing.map(({ id }) => id),
      before(0),
    );
  if (found.length > 0)
    await note(
      found.map(({ id }) => id),
      null,
    );
  swept.missing += missing.length;
  swept.found += found.length;
}

const olderThan = (time: Date, files: readonly { key: string; writtenAt: Date }[]) =>
  files.filter(({ writtenAt }) => writtenAt < time).map(({ key }) => key);
