import type { Remark } from "@/features/imports/lib/import-metadata";
import type { Transaction } from "@/libs/database";
import type { Counts } from "./comparison";
import type { ImportJob } from "./lease";

/** What stands against applying an import without a person, when the right to have it applied is gone meanwhile. */
export async function remarksOnSender(sql: Transaction, job: ImportJob): Promise<Remark[]> {
  const [asked] = await sql<{ isAllowed: boolean }[]>`
    select coalesce(private.may_token_import(organization_id, api_token_id), false) as "isAllowed"
    from public.import_jobs where id = ${job.id} and auto_confirm and staged_at is null`;
  if (!asked || asked.isAllowed) return [];
  const text =
    "The API token that sent this file was revoked, or its maker is no active admin any more: a person decides.";
  return [{ tone: "warning", text }];
}

/**
 * Whether a compared import goes on without a person: its sender asked for that, this is its first preview, and
 * nothing in it waits for a decision. Where a person chose how to read or compare the file, they confirm what they see.
 * Writes the audit entry of the confirmation where it does. Runs before the preview is written.
 */
export async function confirmsItself(
  sql: Transaction,
  job: ImportJob,
  { conflict_count, money_before, money_after, ...counts }: Counts,
  remarks: readonly Remark[],
): Promise<boolean> {
  const [asked] = await sql`
    select 1 from public.import_jobs where id = ${job.id} and auto_confirm and staged_at is null and reading = '{}'`;
  // Of a purchase order, nobody is ever asked what a repeated number means: the remembered answer is about surveys.
  const isDecided =
    conflict_count === 0 || (job.type === "quantity_surveys" && job.repeat_policy !== "fault");
  if (!asked || job.error_count > 0 || !isDecided || remarks.some(({ tone }) => tone === "warning"))
    return false;
  const seen = {
    type: job.type,
    mode: job.mode,
    new: counts.new_count,
    changed: counts.changed_count,
    withdrawn: counts.withdrawn_count,
    money_before,
    money_after,
    unattended: true,
  };
  await sql`
    select private.audit(${job.organization_id}, 'import.confirmed', 'import', ${job.id}, null, ${sql.json(seen)}, ${job.created_by})`;
  return true;
}
