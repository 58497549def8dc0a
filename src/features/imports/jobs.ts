import "server-only";
import { database, type Sql } from "@/libs/database";
import type { JobPayloads } from "@/libs/jobs";
import { answerWithin, hangsAfter } from "@/libs/lost-session";
import { leaseSeconds } from "./pipeline/lease";
import type { ImportHooks } from "./pipeline/hooks";
import { runImport } from "./pipeline/run";

export type { ImportHooks } from "./pipeline/hooks";
export { dropLeftoverStaging } from "./pipeline/staging-tables";
export { sweepFiles } from "./pipeline/sweep-files";

type Payload = JobPayloads["import"];

/** Takes an import one step further; see runImport. */
export async function workOnImport(
  payload: Payload,
  hooks: ImportHooks,
  stopping?: AbortSignal,
): Promise<void> {
  await runImport(database(), payload, hooks, stopping);
}

/**
 * Takes an import one step further, then every other one of its organization that waits. One message is enough for all
 * of them, so that none waits behind the messages of others.
 * @param stopping ends this in order, at once
 */
export async function workOnImports(
  payload: Payload,
  hooks: ImportHooks,
  stopping?: AbortSignal,
): Promise<void> {
  const seen = new Set<string>();
  let next: Payload | undefined = payload;
  while (next && !stopping?.aborted) {
    seen.add(next.importId);
    await workOnImport(next, hooks, stopping);
    next = await nextImport(database(), payload.organizationId, seen);
  }
}

/** What somebody has confirmed, or wants undone, goes before what nobody has seen yet. */
async function nextImport(
  sql: Sql,
  organizationId: string,
  seen: ReadonlySet<string>,
): Promise<Payload | undefined> {
  const [next] = await answerWithin(
    hangsAfter,
    sql<Payload[]>`
      select organization_id as "organizationId", id as "importId" from public.import_jobs
      where organization_id = ${organizationId} and not (id = any (${[...seen]}::uuid[])) and (${waiting(sql)})
      order by phase in ('applying', 'undoing') desc, created_at limit 1`,
  );
  return next;
}

/**
 * The imports that wait for a worker and that nobody woke one for, or whose worker died: what makes sure that none is
 * forgotten, whatever was killed. One of each organization, and none while another of the same is being worked on:
 * whoever is at that takes the others up afterwards.
 */
export async function forgottenImports(sql: Sql): Promise<Payload[]> {
  return sql<Payload[]>`
    select distinct on (j.organization_id) j.organization_id as "organizationId", j.id as "importId" from public.import_jobs j
    where (${waiting(sql)})
      and coalesce(confirmed_at, created_at) < now() - interval '3 seconds' and coalesce(heartbeat_at, created_at) < now() - interval '3 seconds'
      and not exists (select 1 from public.import_jobs other
        where other.organization_id = j.organization_id and other.status = 'processing'
          and other.heartbeat_at >= now() - make_interval(secs => ${leaseSeconds}))
    order by j.organization_id, j.created_at`;
}

/** Not what a worker gave back this very moment: it should not be tried five times within a second. */
function waiting(sql: Sql) {
  return sql`
    status = 'pending' and coalesce(heartbeat_at, '-infinity') < now() - interval '3 seconds'
    or status = 'processing' and heartbeat_at < now() - make_interval(secs => ${leaseSeconds})`;
}
