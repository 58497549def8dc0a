import type { z } from "zod";
import type { comparedPart } from "@/features/imports/lib/import-metadata";
import type { Transaction } from "@/libs/database";
import { type ImportType, stagingTables } from "./kinds";
import type { ImportJob } from "./lease";

/** A preview lists this many alerts at most. */
const listedAlerts = 100;

/** The alerts that applying the import would open or move: how many, how many are new, and the first of them. */
export interface ForeseenAlerts {
  moved: number;
  opened: number;
  first: z.output<typeof comparedPart>["alerts"];
}

/**
 * Writes what an import does to each purchase order it touches (import_effects): spend and level before and after, and
 * how its alert would move. Follows compareStaged in its transaction.
 */
export async function writeEffects(
  sql: Transaction,
  job: ImportJob,
  type: ImportType,
): Promise<ForeseenAlerts> {
  const { rows, differences } = stagingTables(job.id);
  await sql`delete from public.import_effects where organization_id = ${job.organization_id} and import_job_id = ${job.id}`;
  if (type === "purchase_orders") await foreseeOrders(sql, job, rows, differences);
  else await foreseeSurveys(sql, job);
  const [counts] = await sql<{ moved: number; opened: number }[]>`
    select count(*)::integer as moved, (count(*) filter (where alert_step = 'open'))::integer as opened from public.import_effects
    where organization_id = ${job.organization_id} and import_job_id = ${job.id} and alert_step is not null`;
  const first = await sql<ForeseenAlerts["first"]>`
    select purchase_order_no, alert_step as step, level_before, level_after, spent_after::text, order_value_after::text
    from public.import_effects
    where organization_id = ${job.organization_id} and import_job_id = ${job.id} and alert_step is not null
    order by level_after desc nulls last, money_effect desc limit ${listedAlerts}`;
  return { ...counts!, first: [...first] };
}

async function foreseeSurveys(sql: Transaction, job: ImportJob): Promise<void> {
  await sql`
    with moved as (
      select purchase_order_id,
        coalesce(sum(rows) filter (where action = 'new'), 0) as new_count,
        coalesce(sum(rows) filter (where action in ('changed', 'restored')), 0) as changed_count,
        coalesce(sum(rows) filter (where action = 'withdrawn'), 0) as withdrawn_count,
        sum(coalesce(value_after, 0) - coalesce(value_before, 0)) as delta
      from tally where purchase_order_id is not null and action <> 'absent' group by purchase_order_id
    ), foreseen as (
      select p.purchase_order_no, false as is_new_order, p.order_value as order_value_before, p.order_value as order_value_after,
        p.total_spent as spent_before, p.total_spent + m.delta as spent_after, p.level as level_before, p.lifecycle as lifecycle_after,
        p.id as order_id, m.new_count, m.changed_count, m.withdrawn_count
      from moved m join public.purchase_orders p on p.organization_id = ${job.organization_id} and p.id = m.purchase_order_id
    )
    ${insertEffects(sql, job)}`;
}

async function foreseeOrders(
  sql: Transaction,
  job: ImportJob,
  rows: string,
  differences: string,
): Promise<void> {
  await sql`
    with orphaned as (
      select q.purchase_order_no, sum(q.total) as total from public.quantity_surveys q
      where q.organization_id = ${job.organization_id} and q.purchase_order_id is null and q.withdrawn_at is null
      group by q.purchase_order_no
    ), foreseen as (
      select d.purchase_order_no, d.action = 'new' as is_new_order, p.order_value as order_value_before, d.value_after as order_value_after,
        coalesce(p.total_spent, 0) as spent_before, coalesce(p.total_spent, o.total, 0) as spent_after, p.level as level_before,
        private.lifecycle_of(s.status) as lifecycle_after, p.id as order_id,
        (d.action = 'new')::integer as new_count, (d.action = 'changed')::integer as changed_count, 0 as withdrawn_count
      from ${sql(differences)} d
      join ${sql(rows)} s on s.row_number = d.row_number
      left join public.purchase_orders p on p.organization_id = ${job.organization_id} and p.id = d.entity_id
      left join orphaned o on o.purchase_order_no = d.purchase_order_no
    )
    ${insertEffects(sql, job)}`;
}

/** From `foreseen` into import_effects; the alert steps are those of private.evaluate_alerts. */
function insertEffects(sql: Transaction, job: ImportJob) {
  return sql`
    insert into public.import_effects (organization_id, import_job_id, purchase_order_no, is_new_order, order_value_before, order_value_after,
      spent_before, spent_after, level_before, level_after, new_count, changed_count, withdrawn_count, alert_step)
    select ${job.organization_id}, ${job.id}, f.purchase_order_no, f.is_new_order, f.order_value_before, f.order_value_after,
      f.spent_before, f.spent_after, f.level_before, l.level, f.new_count, f.changed_count, f.withdrawn_count,
      case
        when a.id is null and l.alertable is not null and (s.id is null or l.alertable > s.suppressed_level) then 'open'
        when a.id is not null and l.alertable is null then 'resolve'
        when a.id is not null and l.alertable > a.level then 'escalate'
        when a.id is not null and l.alertable < a.level then 'deescalate'
      end
    from foreseen f
    join public.alert_settings t on t.organization_id = ${job.organization_id}
    cross join lateral (
      select v.level, private.alertable_level(v.level, f.lifecycle_after, f.order_value_after, f.spent_after) as alertable
      from (select private.level_of(f.order_value_after, f.spent_after, t.warning_percent, t.critical_percent, t.over_budget_percent) as level) v
    ) l
    left join public.alerts a on a.organization_id = ${job.organization_id} and a.purchase_order_id = f.order_id and a.status <> 'resolved'
    left join public.alerts s on s.organization_id = ${job.organization_id} and s.purchase_order_id = f.order_id and s.suppressed_level is not null`;
}
