import type { Transaction } from "@/libs/database";
import { type ImportType, stagingTables } from "./kinds";
import type { ImportJob } from "./lease";

/** What a staged file would do; money as decimal strings. */
export interface Comparison {
  new_count: number;
  changed_count: number;
  unchanged_count: number;
  duplicate_count: number;
  conflict_count: number;
  orphan_count: number;
  withdrawn_count: number;
  changed_order_values: number;
  money_before: string;
  money_after: string;
  /** Rows of the database that the file doesn't hold, whether or not the mode withdraws them. */
  absent: { count: number; total: string };
  conflicts: { purchase_order_no: string; qs_number: string | null; rows: number[]; values: string[] }[];
  orphans: { purchase_order_no: string; count: number; total: string }[];
}

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
  const keyed = await keyRows(sql, job, type, rows);
  const counts =
    type === "purchase_orders"
      ? await compareOrders(sql, job, rows, differences)
      : await compareSurveys(sql, job, differences);
  await sql`analyze ${sql(differences)}`;
  const orphans = await sql<Comparison["orphans"]>`
    select purchase_order_no, survey_count as count, total::text from public.import_orphans
    where organization_id = ${job.organization_id} and import_job_id = ${job.id}
    order by abs(total) desc, purchase_order_no limit 50`;
  return { ...keyed, ...counts, orphans: [...orphans] };
}

/**
 * Gives each staged row its key, in the temporary table `keyed`: exact repeats count once; the same key with other
 * values is a part, a correction of the row before, or a fault, as the job's policy says.
 */
async function keyRows(sql: Transaction, job: ImportJob, type: ImportType, rows: string) {
  const isOrder = type === "purchase_orders";
  const qsNumber = isOrder ? sql`null::text` : sql`qs_number`;
  const value = isOrder ? sql`order_value` : sql`total`;
  const key = isOrder ? sql`purchase_order_no` : sql`purchase_order_no, qs_number`;
  // A purchase order line has no parts: there, the last row counts.
  const inParts = !isOrder && job.repeat_policy === "parts";
  await sql`
    create temporary table repeated on commit drop as
    select ${key} from ${sql(rows)} group by ${key} having count(*) > 1`;
  await sql`
    create temporary table repeats on commit drop as
    select s.row_number, s.purchase_order_no, ${isOrder ? sql`null::text` : sql`s.qs_number`} as qs_number, s.${value} as value, s.content_hash,
      row_number() over (partition by ${isOrder ? sql`s.purchase_order_no` : sql`s.purchase_order_no, s.qs_number`}, s.content_hash order by s.row_number) as repeat_no
    from ${sql(rows)} s join repeated using (${key})`;
  await sql`
    create temporary table keyed on commit drop as
    select row_number, purchase_order_no, ${qsNumber} as qs_number, ${value} as value, content_hash, 1 as part_no
    from ${sql(rows)} s where not exists (select 1 from repeated r where ${isOrder ? sql`r.purchase_order_no = s.purchase_order_no` : sql`(r.purchase_order_no, r.qs_number) = (s.purchase_order_no, s.qs_number)`})
    union all
    select row_number, purchase_order_no, qs_number, value, content_hash, part_no from (
      select *, case when ${inParts} then row_number() over (partition by purchase_order_no, qs_number order by row_number) else 1 end::integer as part_no,
        row_number() over (partition by purchase_order_no, qs_number order by row_number desc) as from_last
      from repeats where repeat_no = 1
    ) distinct_repeats
    where ${inParts} or from_last = 1`;
  await sql`analyze keyed`;
  const [counts] = await sql<{ duplicate_count: number; conflict_count: number }[]>`
    select (select count(*)::integer from repeats where repeat_no > 1) as duplicate_count,
      (select count(*)::integer from (
        select 1 from repeats where repeat_no = 1 group by purchase_order_no, qs_number having count(*) > 1) c) as conflict_count`;
  const conflicts = await sql<Comparison["conflicts"]>`
    select purchase_order_no, qs_number, array_agg(row_number order by row_number) as rows, array_agg(value::text order by row_number) as values
    from repeats where repeat_no = 1 group by purchase_order_no, qs_number having count(*) > 1
    order by min(row_number) limit 50`;
  return { ...counts!, conflicts: [...conflicts] };
}

async function compareSurveys(sql: Transaction, job: ImportJob, differences: string) {
  const organization = job.organization_id;
  const [counts] = await sql<{ unchanged_count: number }[]>`
    with matched as (
      select k.row_number, k.part_no, k.purchase_order_no, k.qs_number, q.id as entity_id, p.id as purchase_order_id, k.value,
        case when q.id is null then 'new' when q.content_hash <> k.content_hash then 'changed' when q.withdrawn_at is not null then 'restored' end as action,
        case when q.withdrawn_at is null then q.total end as value_before
      from keyed k
      left join public.quantity_surveys q on q.organization_id = ${organization}
        and q.purchase_order_no = k.purchase_order_no and q.qs_number = k.qs_number and q.part_no = k.part_no
      left join public.purchase_orders p on p.organization_id = ${organization} and p.purchase_order_no = k.purchase_order_no
    ), kept as (
      insert into ${sql(differences)} (row_number, part_no, purchase_order_no, qs_number, entity_id, purchase_order_id, action, value_before, value_after)
      select row_number, part_no, purchase_order_no, qs_number, entity_id, purchase_order_id, action, value_before, value
      from matched where action is not null
    )
    select count(*) filter (where action is null)::integer as unchanged_count from matched`;

  await sql`
    create temporary table absent on commit drop as
    select q.id, q.part_no, q.purchase_order_no, q.qs_number, q.purchase_order_id, q.total
    from public.quantity_surveys q
    where q.organization_id = ${organization} and q.withdrawn_at is null and not exists (
      select 1 from keyed k where k.purchase_order_no = q.purchase_order_no and k.qs_number = q.qs_number and k.part_no = q.part_no)`;
  // What could not be read is not known to be absent: such a file withdraws nothing.
  if (job.mode === "snapshot" && job.error_count === 0) {
    await sql`
      insert into ${sql(differences)} (part_no, purchase_order_no, qs_number, entity_id, purchase_order_id, action, value_before)
      select part_no, purchase_order_no, qs_number, id, purchase_order_id, 'withdrawn', total from absent`;
  }
  const [totals] = await sql<
    Omit<
      Comparison,
      | "conflicts"
      | "orphans"
      | "duplicate_count"
      | "conflict_count"
      | "unchanged_count"
      | "changed_order_values"
    >[]
  >`
    select count(*) filter (where action = 'new')::integer as new_count,
      count(*) filter (where action in ('changed', 'restored'))::integer as changed_count,
      count(*) filter (where action = 'withdrawn')::integer as withdrawn_count,
      (select count(*)::integer from keyed k where not exists (
        select 1 from public.purchase_orders p where p.organization_id = ${organization} and p.purchase_order_no = k.purchase_order_no)) as orphan_count,
      before.total::text as money_before,
      (before.total + coalesce(sum(coalesce(value_after, 0) - coalesce(value_before, 0)) filter (where purchase_order_id is not null), 0))::text as money_after,
      (select jsonb_build_object('count', count(*), 'total', coalesce(sum(total), 0)::text) from absent) as absent
    from (select coalesce(sum(total_spent), 0)::numeric(18,2) as total from public.purchase_orders where organization_id = ${organization}) before
    left join ${sql(differences)} d on true
    group by before.total`;
  await sql`
    insert into public.import_orphans (organization_id, import_job_id, purchase_order_no, survey_count, total)
    select ${organization}, ${job.id}, k.purchase_order_no, count(*), sum(k.value)
    from keyed k
    where not exists (select 1 from public.purchase_orders p where p.organization_id = ${organization} and p.purchase_order_no = k.purchase_order_no)
    group by k.purchase_order_no`;
  return { ...totals!, ...counts!, changed_order_values: 0 };
}

async function compareOrders(sql: Transaction, job: ImportJob, rows: string, differences: string) {
  const organization = job.organization_id;
  const [counts] = await sql<{ unchanged_count: number }[]>`
    with matched as (
      select k.row_number, k.purchase_order_no, p.id as entity_id, k.value, p.order_value as value_before,
        case when p.id is null then 'new' when p.content_hash <> k.content_hash then 'changed' end as action
      from keyed k
      left join public.purchase_orders p on p.organization_id = ${organization} and p.purchase_order_no = k.purchase_order_no
    ), kept as (
      insert into ${sql(differences)} (row_number, purchase_order_no, entity_id, purchase_order_id, action, value_before, value_after)
      select row_number, purchase_order_no, entity_id, entity_id, action, value_before, value from matched where action is not null
    )
    select count(*) filter (where action is null)::integer as unchanged_count from matched`;
  const [totals] = await sql<
    Omit<
      Comparison,
      "conflicts" | "orphans" | "duplicate_count" | "conflict_count" | "unchanged_count" | "orphan_count"
    >[]
  >`
    select count(*) filter (where action = 'new')::integer as new_count,
      count(*) filter (where action = 'changed')::integer as changed_count, 0 as withdrawn_count,
      count(*) filter (where action = 'changed' and value_before <> value_after)::integer as changed_order_values,
      before.total::text as money_before,
      (before.total + coalesce(sum(value_after - coalesce(value_before, 0)), 0))::text as money_after,
      (select jsonb_build_object('count', count(*), 'total', coalesce(sum(p.order_value), 0)::text)
        from public.purchase_orders p
        where p.organization_id = ${organization}
          and not exists (select 1 from ${sql(rows)} s where s.purchase_order_no = p.purchase_order_no)) as absent
    from (select coalesce(sum(order_value), 0)::numeric(18,2) as total from public.purchase_orders where organization_id = ${organization}) before
    left join ${sql(differences)} d on true
    group by before.total`;
  // Orphans that stay: known surveys whose order is neither known nor in this file.
  const [kept] = await sql<{ orphan_count: number }[]>`
    with orphans as (
      insert into public.import_orphans (organization_id, import_job_id, purchase_order_no, survey_count, total)
      select ${organization}, ${job.id}, q.purchase_order_no, count(*), sum(q.total)
      from public.quantity_surveys q
      where q.organization_id = ${organization} and q.purchase_order_id is null and q.withdrawn_at is null
        and not exists (select 1 from ${sql(differences)} d where d.purchase_order_no = q.purchase_order_no)
      group by q.purchase_order_no returning survey_count
    )
    select coalesce(sum(survey_count), 0)::integer as orphan_count from orphans`;
  return { ...totals!, ...counts!, ...kept! };
}
