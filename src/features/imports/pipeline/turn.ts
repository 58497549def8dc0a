import type { Transaction } from "@/libs/database";
import type { ImportJob } from "./lease";

/**
 * Imports, undos and threshold changes of one organization take turns; different ones run side by side.
 * @returns the version of the organization's data, which nobody else changes until the transaction ends
 */
export async function takeTurn(tx: Transaction, job: ImportJob): Promise<string> {
  await tx`select pg_advisory_xact_lock(hashtextextended(${job.organization_id}, 1))`;
  const [organization] = await tx<{ data_version: string }[]>`
    select data_version from public.organizations where id = ${job.organization_id}`;
  return organization!.data_version;
}

/**
 * Says that the organization's data is no longer what it was, so that previews of it are computed again and the kept
 * figures of its dashboard are not used any more.
 * @returns the version that it has now
 */
export async function raiseVersion(tx: Transaction, job: ImportJob): Promise<string> {
  const [organization] = await tx<{ data_version: string }[]>`
    update public.organizations set data_version = data_version + 1 where id = ${job.organization_id} returning data_version`;
  return organization!.data_version;
}
