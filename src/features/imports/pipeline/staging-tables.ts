import type { PendingQuery, Row } from "postgres";
import type { Sql, Transaction } from "@/libs/database";
import { logger } from "@/libs/logger";
import { answerWithin, hangsAfter } from "@/libs/lost-session";
import { type ImportType, readingTables, stagingTables } from "./kinds";
import { type ImportJob, isHeldByAnother, type Lease } from "./lease";

/** Milliseconds to wait for whoever holds a leftover table. */
const lockPatience = 2_000;

type Fragment = PendingQuery<Row[]>;

/** Clears what an earlier run staged, and what that was found to do: it is no longer what this one will. @throws LeaseLost */
export async function clearStaged(lease: Lease): Promise<void> {
  const { job } = lease;
  await lease.fenced(async (tx) => {
    await dropStaging(tx, job.id);
    await tx`delete from public.import_effects where organization_id = ${job.organization_id} and import_job_id = ${job.id}`;
    await tx`delete from public.import_orphans where organization_id = ${job.organization_id} and import_job_id = ${job.id}`;
    await tx`delete from public.import_row_errors where organization_id = ${job.organization_id} and import_job_id = ${job.id}`;
  });
}

/**
 * Makes the empty tables that this run reads its file into. No other run knows them: one that comes back can't write
 * into those of its successor, nor keep it waiting by a lock on its own.
 */
export async function createReadingTables(lease: Lease, type: ImportType): Promise<void> {
  const { rows, refused } = readingTables(lease.job.id, lease.tag);
  await lease.transaction(async (tx) => {
    await tx`drop table if exists ${tx(rows)}, ${tx(refused)}`;
    await tx`create table ${tx(rows)} (like ${tx(`staging.${type}`)} including defaults including comments)`;
    await tx`create table ${tx(refused)} (like staging.refused including defaults including comments)`;
    await tx`alter table ${tx(rows)} enable row level security`;
    await tx`alter table ${tx(refused)} enable row level security`;
  });
}

/** Makes what this run has read the staged rows of its import. */
export async function publishReading(tx: Transaction, lease: Lease): Promise<void> {
  const staged = stagingTables(lease.job.id).rows;
  await tx`drop table if exists ${tx(staged)}`;
  await tx`alter table ${tx(readingTables(lease.job.id, lease.tag).rows)} rename to ${tx(staged.replace("staging.", ""))}`;
}

/** Drops what this run was reading into, apart from what became the staged rows. */
export async function dropReading(sql: Sql, lease: Lease): Promise<void> {
  const { rows, refused } = readingTables(lease.job.id, lease.tag);
  try {
    await answerWithin(hangsAfter, sql`drop table if exists ${sql(rows)}, ${sql(refused)}`);
  } catch (error) {
    // Whatever ended the reading matters more, and leftovers are dropped later.
    logger.warn({ err: error, importId: lease.job.id }, "what was read of an import could not be dropped");
  }
}

/** Drops what was staged for an import. */
export async function dropStaging(sql: Sql | Transaction, importId: string): Promise<void> {
  const tables = stagingTables(importId);
  await sql`drop table if exists ${sql(tables.rows)}, ${sql(tables.differences)}`;
}

/** Whether the rows of the file wait in the staging table. */
export async function isStaged(sql: Sql, job: ImportJob): Promise<boolean> {
  if (!job.type) return false;
  const [found] = await answerWithin(
    hangsAfter,
    sql`select to_regclass(${stagingTables(job.id).rows}) is not null as staged`,
  );
  return found?.staged === true;
}

/**
 * Drops the tables in the staging schema that nobody needs: of imports that are over, of runs that ended without tidying
 * up. A failed import keeps its rows for a day, for another try. What somebody still holds is left for the next time.
 */
export async function dropLeftoverStaging(sql: Sql): Promise<void> {
  const leftovers = await sql<Leftover[]>`
    select * from (
      select c.relname as name, (regexp_match(c.relname, '_([0-9a-f]{32})'))[1]::uuid as id, (regexp_match(c.relname, '_([0-9a-f]{12})$'))[1] as tag
      from pg_class c where c.relnamespace = 'staging'::regnamespace and c.relkind = 'r' and c.relname ~ '_[0-9a-f]{32}(_[0-9a-f]{12})?$'
    ) t
    where not exists (${needing(sql, sql`t.id`, sql`t.tag`)})`;
  for (const leftover of leftovers) await dropIfUnneeded(sql, leftover);
}

interface Leftover {
  name: string;
  id: string;
  /** Of the run that made it, where it is not the import's as a whole. */
  tag: string | null;
}

async function dropIfUnneeded(sql: Sql, { name, id, tag }: Leftover): Promise<void> {
  try {
    await sql.begin(async (tx) => {
      await tx`select set_config('lock_timeout', ${String(lockPatience)}, true)`;
      // Locked, so that no run takes the import up meanwhile and stages it anew.
      await tx`select 1 from public.import_jobs where id = ${id} for no key update`;
      const needed = await tx`${needing(tx, tx`${id}::uuid`, tx`${tag}::text`)}`;
      if (needed.length === 0) await tx`drop table if exists ${tx(`staging.${name}`)}`;
    });
  } catch (error) {
    if (!isHeldByAnother(error)) throw error;
  }
}

/** The import that needs a table of this id and tag, if any. */
function needing(sql: Sql | Transaction, id: Fragment, tag: Fragment) {
  return sql`
    select 1 from public.import_jobs j where j.id = ${id} and case
      when ${tag} is not null then left(replace(j.lease_token::text, '-', ''), 12) = ${tag}
      else j.status in ('pending', 'processing', 'awaiting_confirmation') or j.status = 'failed' and j.finished_at > now() - interval '1 day'
    end`;
}
