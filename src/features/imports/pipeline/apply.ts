import type { Transaction } from "@/libs/database";
import { type ImportType, mergedColumns, stagingTables } from "./kinds";
import type { ImportJob } from "./lease";

/** An alert that the import moved, as private.evaluate_alerts tells it. */
export interface MovedAlert {
  alert_id: string;
  step: string;
  level: string;
}

/**
 * Applies a compared import within the given transaction: rows with their before-images, links of orphans, totals,
 * the daily roll-up, levels and alerts. Everything or nothing becomes visible at the commit.
 */
export async function applyDifferences(
  sql: Transaction,
  job: ImportJob,
  type: ImportType,
): Promise<MovedAlert[]> {
  await sql`create temporary table touched_orders (id bigint primary key) on commit drop`;
  await sql`create temporary table touched_days (day date primary key) on commit drop`;
  if (type === "purchase_orders") await applyOrders(sql, job);
  else await applySurveys(sql, job);
  await refreshTotals(sql, job.organization_id);
  await sql`select private.refresh_levels(${job.organization_id})`;
  return moveAlerts(sql, job);
}

/** Evaluates the alerts; what no event will tell, the levels at which people's resolutions hold, is kept for an undo. */
async function moveAlerts(sql: Transaction, job: ImportJob): Promise<MovedAlert[]> {
  await sql`
    create temporary table suppressing on commit drop as
    select a.id, to_jsonb(a) as before, a.suppressed_level from public.alerts a
    where a.organization_id = ${job.organization_id} and a.suppressed_level is not null`;
  const moved = await sql<MovedAlert[]>`
    select alert_id, step, level from private.evaluate_alerts(${job.organization_id}, ${job.id})`;
  await sql`
    update public.import_jobs j set alert_images = i.images
    from (
      select jsonb_agg(jsonb_build_object('before', s.before, 'suppressed_level', a.suppressed_level)) as images
      from suppressing s join public.alerts a on a.organization_id = ${job.organization_id} and a.id = s.id
      where a.suppressed_level is distinct from s.suppressed_level
    ) i
    where j.id = ${job.id} and i.images is not null`;
  return moved;
}

async function applyOrders(sql: Transaction, job: ImportJob): Promise<void> {
  const { rows, differences } = stagingTables(job.id);
  const columns = mergedColumns("purchase_orders");
  await keepBeforeImages(sql, job, "purchase_orders");
  await sql`
    update public.purchase_orders p set ${assignments(sql, columns)}, import_job_id = ${job.id}, source_row = s.row_number, updated_at = now()
    from ${sql(differences)} d join ${sql(rows)} s on s.row_number = d.row_number
    where d.action = 'changed' and p.organization_id = ${job.organization_id} and p.id = d.entity_id`;
  await sql`
    insert into public.purchase_orders (organization_id, first_import_job_id, import_job_id, source_row, ${names(sql, columns)})
    select ${job.organization_id}, ${job.id}, ${job.id}, s.row_number, ${staged(sql, columns)}
    from ${sql(differences)} d join ${sql(rows)} s on s.row_number = d.row_number
    where d.action = 'new' order by s.row_number`;
  // Orphans whose order has arrived.
  await sql`
    with linked as (
      update public.quantity_surveys q set purchase_order_id = p.id
      from public.purchase_orders p
      where q.organization_id = ${job.organization_id} and q.purchase_order_id is null
        and p.organization_id = q.organization_id and p.purchase_order_no = q.purchase_order_no
      returning q.id, q.purchase_order_no, q.qs_number, q.part_no, p.id as order_id, q.created_date
    ), noted as (
      insert into public.import_changes (organization_id, import_job_id, type, entity_id, entity_key, purchase_order_no, action, before, after)
      select ${job.organization_id}, ${job.id}, 'quantity_surveys', id, qs_number || case when part_no > 1 then ' / ' || part_no else '' end,
        purchase_order_no, 'linked', '{"purchase_order_id": null}', jsonb_build_object('purchase_order_id', order_id)
      from linked
    ), days as (
      insert into touched_days select distinct created_date from linked where created_date is not null
    )
    insert into touched_orders select distinct order_id from linked`;
}

async function applySurveys(sql: Transaction, job: ImportJob): Promise<void> {
  const { rows, differences } = stagingTables(job.id);
  const columns = mergedColumns("quantity_surveys");
  const organization = job.organization_id;
  await keepBeforeImages(sql, job, "quantity_surveys");
  await sql`
    update public.quantity_surveys q set ${assignments(sql, columns)}, withdrawn_at = null, purchase_order_id = d.purchase_order_id,
      import_job_id = ${job.id}, source_row = s.row_number, updated_at = now()
    from ${sql(differences)} d join ${sql(rows)} s on s.row_number = d.row_number
    where d.action in ('changed', 'restored') and q.organization_id = ${organization} and q.id = d.entity_id`;
  await sql`
    update public.quantity_surveys q set withdrawn_at = now(), updated_at = now()
    from ${sql(differences)} d
    where d.action = 'withdrawn' and q.organization_id = ${organization} and q.id = d.entity_id`;
  await sql`
    insert into public.quantity_surveys (organization_id, purchase_order_id, part_no, first_import_job_id, import_job_id, source_row, ${names(sql, columns)})
    select ${organization}, d.purchase_order_id, d.part_no, ${job.id}, ${job.id}, s.row_number, ${staged(sql, columns)}
    from ${sql(differences)} d join ${sql(rows)} s on s.row_number = d.row_number
    where d.action = 'new'`;
  await sql`
    insert into touched_days
    select distinct day from ${sql(differences)} cross join lateral (values (day_before), (day_after)) d (day) where day is not null`;
  await sql`
    insert into touched_orders select distinct purchase_order_id from ${sql(differences)} where purchase_order_id is not null`;
}

/** What each row held that this import changes, field by field. New rows need none: they carry their import. */
async function keepBeforeImages(sql: Transaction, job: ImportJob, type: ImportType): Promise<void> {
  const { rows, differences } = stagingTables(job.id);
  const key =
    type === "purchase_orders"
      ? sql`e.purchase_order_no`
      : sql`e.qs_number || case when e.part_no > 1 then ' / ' || e.part_no else '' end`;
  // Besides the values: where the row came from, so that an undo restores its provenance too.
  const kept = [
    ...mergedColumns(type),
    "import_job_id",
    "source_row",
    ...(type === "quantity_surveys" ? ["withdrawn_at"] : []),
  ];
  const before = jsonObject(sql, kept, "e");
  const after = jsonObject(sql, mergedColumns(type), "s");
  await sql`
    insert into public.import_changes (organization_id, import_job_id, type, entity_id, entity_key, purchase_order_no, action, before, after)
    select ${job.organization_id}, ${job.id}, ${type}, e.id, ${key}, e.purchase_order_no, d.action,
      private.changed_fields(b.before, b.after), private.changed_fields(b.after, b.before)
    from ${sql(differences)} d
    join ${sql(`public.${type}`)} e on e.organization_id = ${job.organization_id} and e.id = d.entity_id
    left join ${sql(rows)} s on s.row_number = d.row_number
    cross join lateral (
      select ${before} as before, case when d.action = 'withdrawn' then ${before} || jsonb_build_object('withdrawn_at', now())
        else ${after} || jsonb_build_object('import_job_id', ${job.id}::uuid, 'source_row', s.row_number)${type === "quantity_surveys" ? sql` || '{"withdrawn_at": null}'` : sql``} end as after
    ) b
    where d.action in ('changed', 'restored', 'withdrawn')`;
}

/**
 * Sums the surveys that count anew: the totals of the orders in touched_orders, and the roll-up of the days in
 * touched_days. Both come from one reading of the organization's surveys.
 */
export async function refreshTotals(sql: Transaction, organizationId: string): Promise<void> {
  await sql`analyze touched_orders, touched_days`;
  // The two lists are looked up in hashes, which must fit: beyond that PostgreSQL would search a list for each survey.
  await sql`select set_config('work_mem', '64MB', true)`;
  await sql`
    create temporary table sums on commit drop as
    select q.purchase_order_id as order_id, q.created_date as day, grouping(q.purchase_order_id) = 1 as is_of_day,
      sum(q.total) as total, count(*)::integer as surveys, max(q.created_date) as last_day
    from public.quantity_surveys q
    where q.organization_id = ${organizationId} and q.purchase_order_id is not null and q.withdrawn_at is null
      and (q.purchase_order_id in (select id from touched_orders) or q.created_date in (select day from touched_days))
    group by grouping sets ((q.purchase_order_id), (q.created_date))`;
  await sql`
    update public.purchase_orders p
    set total_spent = s.total, quantity_survey_count = s.surveys, last_billed_date = s.last_day
    from (
      select t.id, coalesce(o.total, 0) as total, coalesce(o.surveys, 0) as surveys, o.last_day
      from touched_orders t left join sums o on not o.is_of_day and o.order_id = t.id
    ) s
    where p.organization_id = ${organizationId} and p.id = s.id
      and (p.total_spent, p.quantity_survey_count, p.last_billed_date) is distinct from (s.total, s.surveys, s.last_day)`;
  await sql`delete from public.billing_days b using touched_days t where b.organization_id = ${organizationId} and b.day = t.day`;
  await sql`
    insert into public.billing_days (organization_id, day, total, quantity_survey_count)
    select ${organizationId}, d.day, d.total, d.surveys from sums d join touched_days t on t.day = d.day where d.is_of_day`;
}

function assignments(sql: Transaction, columns: string[]) {
  return columns.flatMap((column, index) => [
    index > 0 ? sql`, ` : sql``,
    sql`${sql(column)} = s.${sql(column)}`,
  ]);
}

function names(sql: Transaction, columns: string[]) {
  return columns.flatMap((column, index) => [index > 0 ? sql`, ` : sql``, sql`${sql(column)}`]);
}

function staged(sql: Transaction, columns: string[]) {
  return columns.flatMap((column, index) => [index > 0 ? sql`, ` : sql``, sql`s.${sql(column)}`]);
}

function jsonObject(sql: Transaction, columns: string[], alias: "e" | "s") {
  return sql`jsonb_build_object(${columns.flatMap((column, index) => [
    index > 0 ? sql`, ` : sql``,
    sql`${column}::text, ${sql(alias)}.${sql(column)}`,
  ])})`;
}
