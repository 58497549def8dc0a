import "server-only";
import { database, type Sql } from "@/libs/database";
import type { JobPayloads } from "@/libs/jobs";
import { leaseSeconds } from "./pipeline/lease";
import type { ImportHooks } from "./pipeline/hooks";
import { runImport } from "./pipeline/run";

export type { ImportHooks } from "./pipeline/hooks";

/** Takes an import one step further; see runImport. */
export async function workOnImport(payload: JobPayloads["import"], hooks: ImportHooks): Promise<void> {
  await runImport(database(), payload, hooks);
}

/**
 * The imports that wait for a worker and that nobody woke one for, or whose worker died: what makes sure that none is
 * forgotten, whatever was killed.
 */
export async function forgottenImports(sql: Sql): Promise<JobPayloads["import"][]> {
  return sql<JobPayloads["import"][]>`
    select organization_id as "organizationId", id as "importId" from public.import_jobs
    where (status = 'pending' and coalesce(heartbeat_at, created_at) < now() - interval '3 seconds'
        and coalesce(confirmed_at, created_at) < now() - interval '3 seconds')
      or (status = 'processing' and heartbeat_at < now() - make_interval(secs => ${leaseSeconds}))
    order by created_at limit 100`;
}

/** Drops staging tables whose import is over: a worker that was killed between commit and clean-up leaves them. */
export async function dropLeftoverStaging(sql: Sql): Promise<void> {
  const leftovers = await sql<{ name: string }[]>`
    select 'staging.' || c.relname as name from pg_class c
    where c.relnamespace = 'staging'::regnamespace and c.relkind = 'r' and c.relname ~ '^(rows|differences)_[0-9a-f]{32}$'
      and not exists (
        select 1 from public.import_jobs j
        where replace(j.id::text, '-', '') = right(c.relname, 32)
          and j.status in ('pending', 'processing', 'awaiting_confirmation'))`;
  for (const { name } of leftovers) await sql`drop table if exists ${sql(name)}`;
}
