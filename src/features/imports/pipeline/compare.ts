import type { Transaction } from "@/libs/database";
import { compareOrders } from "./compare-orders";
import { compareSurveys } from "./compare-surveys";
import type { Comparison } from "./comparison";
import { type ImportType, stagingTables } from "./kinds";
import type { ImportJob } from "./lease";
import { decideRepeats } from "./repeats";

/**
 * Works out, in the database, what applying the staged rows would change, and keeps it in the import's own table of
 * differences. Changes nothing else; safe to repeat, also with other options.
 */
export async function compareStaged(sql: Transaction, job: ImportJob, type: ImportType): Promise<Comparison> {
  const { rows, differences } = stagingTables(job.id);
  await sql`drop table if exists ${sql(differences)}`;
  await sql`create table ${sql(differences)} (like staging.differences including defaults including comments)`;
  await sql`alter table ${sql(differences)} enable row level security`;
  await sql`delete from public.import_orphans where organization_id = ${job.organization_id} and import_job_id = ${job.id}`;
  // For a whole file's hashes; and a small sample tells the planner enough of tables that are read from end to end.
  await sql`select set_config('work_mem', '64MB', true), set_config('default_statistics_target', '10', true)`;
  await sql`analyze ${sql(rows)} (row_number, purchase_order_no)`;
  const { conflicts, ...repeats } = await decideRepeats(sql, job, type);
  const { counts, ...met } =
    type === "purchase_orders" ? await compareOrders(sql, job) : await compareSurveys(sql, job);
  await sql`analyze ${sql(differences)} (row_number, entity_id, action)`;
  const orphans = await sql<Comparison["orphans"]>`
    select purchase_order_no, survey_count as count, total::text from public.import_orphans
    where organization_id = ${job.organization_id} and import_job_id = ${job.id}
    order by abs(total) desc, purchase_order_no limit 50`;
  return { ...met, counts: { ...repeats, ...counts }, conflicts, orphans: [...orphans] };
}
