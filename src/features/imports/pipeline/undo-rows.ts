import type { Transaction } from "@/libs/database";
import { refreshTotals } from "./apply";
import { type ImportType, mergedColumns } from "./kinds";
import type { ImportJob } from "./lease";

/**
 * Puts back, within the given transaction, what an import found: its new rows go, the others get their before-image
 * back, and everything reckoned from them is reckoned anew. The caller has made sure that no later import builds on it.
 */
export async function takeBack(sql: Transaction, job: ImportJob, type: ImportType): Promise<void> {
  const organization = job.organization_id;
  await sql`create temporary table touched_orders (id bigint primary key) on commit drop`;
  await sql`create temporary table touched_days (day date primary key) on commit drop`;
  if (type === "purchase_orders") {
    await restoreSurveys(sql, job);
    await restoreOrders(sql, job);
  } else {
    await removeSurveys(sql, job);
    await restoreSurveys(sql, job);
  }
  await refreshTotals(sql, organization);
  await sql`select private.refresh_levels(${organization})`;
  await sql`select private.undo_alerts(${organization}, ${job.id}, ${job.undo_requested_by})`;
  // Moves nothing, unless thresholds have changed since the import.
  await sql`
    select private.evaluate_alerts(${organization}, null, 'import_undone', jsonb_build_object('import', ${job.id}::uuid))`;
}

/** Before-images of purchase orders; those that the import brought go, with their alerts. */
async function restoreOrders(sql: Transaction, job: ImportJob): Promise<void> {
  await sql`
    update public.purchase_orders p set ${restored(sql, "p", [...mergedColumns("purchase_orders"), "import_job_id", "source_row"])}, updated_at = now()
    from public.import_changes c
    cross join lateral (select i.* from jsonb_populate_record(null::public.purchase_orders, c.before) i) b
    where c.organization_id = ${job.organization_id} and c.import_job_id = ${job.id} and c.type = 'purchase_orders'
      and p.organization_id = ${job.organization_id} and p.id = c.entity_id`;
  await sql`
    delete from public.purchase_orders
    where organization_id = ${job.organization_id} and first_import_job_id = ${job.id}`;
  await sql`
    delete from touched_orders t where not exists (
      select 1 from public.purchase_orders p where p.organization_id = ${job.organization_id} and p.id = t.id)`;
}

/** Surveys that the import brought. Without an obstacle nobody has written them since, so import_job_id finds them all. */
async function removeSurveys(sql: Transaction, job: ImportJob): Promise<void> {
  await sql`
    with removed as (
      delete from public.quantity_surveys
      where organization_id = ${job.organization_id} and import_job_id = ${job.id} and first_import_job_id = ${job.id}
      returning purchase_order_id, created_date
    ), days as (
      insert into touched_days select distinct created_date from removed where created_date is not null
    )
    insert into touched_orders select distinct purchase_order_id from removed where purchase_order_id is not null`;
}

/** Before-images of surveys: changed, withdrawn and restored ones, and orphans whose order goes again. */
async function restoreSurveys(sql: Transaction, job: ImportJob): Promise<void> {
  const columns = [
    ...mergedColumns("quantity_surveys"),
    "import_job_id",
    "source_row",
    "withdrawn_at",
    "purchase_order_id",
  ];
  const changes = sql`
    public.import_changes c
    join public.quantity_surveys q on q.organization_id = ${job.organization_id} and q.id = c.entity_id
    where c.organization_id = ${job.organization_id} and c.import_job_id = ${job.id} and c.type = 'quantity_surveys'`;
  await sql`
    insert into touched_orders select distinct q.purchase_order_id from ${changes} and q.purchase_order_id is not null
    on conflict do nothing`;
  await sql`
    insert into touched_days
    select distinct d.day from (
      select q.created_date as day from ${changes}
      union all
      select (c.before ->> 'created_date')::date from ${changes} and c.before ? 'created_date'
    ) d where d.day is not null
    on conflict do nothing`;
  await sql`
    update public.quantity_surveys q set ${restored(sql, "q", columns)}, updated_at = now()
    from public.import_changes c
    cross join lateral (select i.* from jsonb_populate_record(null::public.quantity_surveys, c.before) i) b
    where c.organization_id = ${job.organization_id} and c.import_job_id = ${job.id} and c.type = 'quantity_surveys'
      and q.organization_id = ${job.organization_id} and q.id = c.entity_id`;
}

/** Each column from the before-image `b` of the change `c`, where that holds it; a before-image holds what changed. */
function restored(sql: Transaction, table: "p" | "q", columns: string[]) {
  return columns.flatMap((column, index) => [
    index > 0 ? sql`, ` : sql``,
    sql`${sql(column)} = case when c.before ? ${column}::text then b.${sql(column)} else ${sql(table)}.${sql(column)} end`,
  ]);
}
