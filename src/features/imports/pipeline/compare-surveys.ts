import type { Transaction } from "@/libs/database";
import type { Met, StageMove } from "./comparison";
import { stagingTables } from "./kinds";
import type { ImportJob } from "./lease";
import { countedRows } from "./repeats";

type Totals = Met["counts"] & Pick<Met, "absent" | "measures">;

/**
 * Meets the staged surveys with the known ones, once: what differs goes into the table of differences, and how much of
 * everything there is per order into the temporary table `tally`, from which all figures come.
 */
export async function compareSurveys(sql: Transaction, job: ImportJob): Promise<Met> {
  const { rows, differences } = stagingTables(job.id);
  const organization = job.organization_id;
  // What could not be read is not known to be absent: such a file withdraws nothing.
  const absence = job.mode === "snapshot" && job.error_count === 0 ? "withdrawn" : "absent";
  await sql`
    create temporary table tally (
      purchase_order_no text collate "C", purchase_order_id bigint, action text,
      stage_before public.quantity_survey_stage, stage_after public.quantity_survey_stage,
      rows integer, value_before numeric, value_after numeric, known integer, known_until date, file_until date
    ) on commit drop`;
  await sql`create temporary table short_of_parts (purchase_order_no text, qs_number text) on commit drop`;
  await sql`
    with matched as materialized (
      select k.row_number, coalesce(k.part_no, q.part_no) as part_no, coalesce(k.purchase_order_no, q.purchase_order_no) as purchase_order_no,
        coalesce(k.qs_number, q.qs_number) as qs_number, q.id as entity_id, case when k.row_number is null then q.purchase_order_id else p.id end as purchase_order_id,
        case when q.id is null then 'new' when k.row_number is null then ${absence}::text when q.content_hash <> k.content_hash then 'changed'
          when q.withdrawn_at is not null then 'restored' end as action,
        case when q.withdrawn_at is null then q.total end as value_before, k.total as value_after,
        q.stage as stage_before, k.stage as stage_after,
        case when q.withdrawn_at is null then q.created_date end as day_before, k.created_date as day_after
      from (
        select s.row_number, s.purchase_order_no, s.qs_number, coalesce(decided.part_no, 1) as part_no, s.total, s.content_hash, s.created_date,
          private.stage_of(s.transferred_date, s.accepted_date, s.invoice_number, s.invoice_date, s.accounting_document) as stage
        from ${countedRows(sql, rows)}
      ) k
      full join (select * from public.quantity_surveys where organization_id = ${organization}) q
        on q.purchase_order_no = k.purchase_order_no and q.qs_number = k.qs_number and q.part_no = k.part_no
      left join public.purchase_orders p on p.organization_id = ${organization} and p.purchase_order_no = k.purchase_order_no
      where k.row_number is not null or q.withdrawn_at is null
    ), kept as (
      insert into ${sql(differences)} (row_number, part_no, purchase_order_no, qs_number, entity_id, purchase_order_id, action, value_before, value_after, day_before, day_after)
      select row_number, part_no, purchase_order_no, qs_number, entity_id, purchase_order_id, action, value_before, value_after, day_before, day_after
      from matched where action <> 'absent'
    ), short as (
      insert into short_of_parts
      select distinct purchase_order_no, qs_number from matched
      where action = 'absent' and part_no > 1
        and (purchase_order_no, qs_number) in (select purchase_order_no, qs_number from matched where row_number is not null)
    )
    insert into tally
    select purchase_order_no, purchase_order_id, action, stage_before, stage_after,
      count(*), sum(value_before), sum(value_after), count(value_before), max(day_before), max(day_after)
    from matched group by purchase_order_no, purchase_order_id, action, stage_before, stage_after`;
  await sql`
    insert into public.import_orphans (organization_id, import_job_id, purchase_order_no, survey_count, total)
    select ${organization}, ${job.id}, purchase_order_no, sum(rows), sum(value_after)
    from tally where purchase_order_id is null and stage_after is not null group by purchase_order_no`;
  const { absent, measures, ...counts } = await totalsOf(sql, organization);
  const stageMoves = [...(await stageMovesOf(sql))];
  return { counts, absent, measures, stageMoves, shortOfParts: await shortOfParts(sql) };
}

async function shortOfParts(sql: Transaction): Promise<Met["shortOfParts"]> {
  const [found] = await sql<Met["shortOfParts"][]>`
    select count(*)::integer as count, (array_agg(purchase_order_no order by purchase_order_no, qs_number))[1] as purchase_order_no,
      (array_agg(qs_number order by purchase_order_no, qs_number))[1] as qs_number
    from short_of_parts`;
  return found!;
}

/** Rows of the file are those that reach a stage; an absent row has none. */
async function totalsOf(sql: Transaction, organization: string): Promise<Totals> {
  const [totals] = await sql<Totals[]>`
    select new_count, changed_count, unchanged_count, withdrawn_count, orphan_count, 0 as changed_order_values,
      before.total::text as money_before, (before.total + effect)::text as money_after,
      jsonb_build_object('count', absent_count, 'total', absent_total::text) as absent,
      jsonb_build_object('known', known, 'in_file', in_file, 'met', in_file - new_count, 'known_total', known_total::text,
        'file_total', file_total::text, 'total_fell', known_total > 0 and file_total < known_total * 0.9,
        'known_until', known_until, 'file_until', file_until, 'is_older', coalesce(file_until < known_until, false)) as measures
    from (select coalesce(sum(total_spent), 0)::numeric(18,2) as total from public.purchase_orders where organization_id = ${organization}) before, (
      select coalesce(sum(rows) filter (where action = 'new'), 0)::integer as new_count,
        coalesce(sum(rows) filter (where action in ('changed', 'restored')), 0)::integer as changed_count,
        coalesce(sum(rows) filter (where action is null), 0)::integer as unchanged_count,
        coalesce(sum(rows) filter (where action = 'withdrawn'), 0)::integer as withdrawn_count,
        coalesce(sum(rows) filter (where stage_after is not null and purchase_order_id is null), 0)::integer as orphan_count,
        coalesce(sum(coalesce(value_after, 0) - coalesce(value_before, 0))
          filter (where action <> 'absent' and purchase_order_id is not null), 0) as effect,
        coalesce(sum(rows) filter (where stage_after is null), 0) as absent_count,
        coalesce(sum(value_before) filter (where stage_after is null), 0) as absent_total,
        coalesce(sum(known), 0) as known, coalesce(sum(value_before), 0) as known_total, max(known_until) as known_until,
        coalesce(sum(rows) filter (where stage_after is not null), 0)::integer as in_file,
        coalesce(sum(value_after), 0) as file_total, max(file_until) as file_until
      from tally
    ) t`;
  return totals!;
}

/** How many surveys are new or reach another stage. */
function stageMovesOf(sql: Transaction): Promise<StageMove[]> {
  return sql<StageMove[]>`
    select stage_before as before, stage_after as after, sum(rows)::integer as count from tally
    where action <> 'absent' and stage_after is not null and stage_before is distinct from stage_after
    group by stage_before, stage_after order by stage_before nulls first, stage_after`;
}
