import type { Transaction } from "@/libs/database";
import type { Measures, Met } from "./comparison";
import { stagingTables } from "./kinds";
import type { ImportJob } from "./lease";
import { countedRows } from "./repeats";

type Totals = Omit<Met["counts"], "unchanged_count" | "orphan_count"> & Pick<Met, "absent">;

/** A purchase order line has no parts. */
const none = { count: 0, purchase_order_no: null, qs_number: null };

/** Meets the staged purchase orders with the known ones; what differs goes into the table of differences. */
export async function compareOrders(sql: Transaction, job: ImportJob): Promise<Met> {
  const { rows, differences } = stagingTables(job.id);
  const organization = job.organization_id;
  const [counts] = await sql<{ unchanged_count: number }[]>`
    with matched as (
      select k.row_number, k.purchase_order_no, p.id as entity_id, k.order_value as value, p.order_value as value_before,
        case when p.id is null then 'new' when p.content_hash <> k.content_hash then 'changed' end as action
      from (select s.* from ${countedRows(sql, rows)}) k
      left join public.purchase_orders p on p.organization_id = ${organization} and p.purchase_order_no = k.purchase_order_no
    ), kept as (
      insert into ${sql(differences)} (row_number, purchase_order_no, entity_id, purchase_order_id, action, value_before, value_after)
      select row_number, purchase_order_no, entity_id, entity_id, action, value_before, value from matched where action is not null
    )
    select count(*) filter (where action is null)::integer as unchanged_count from matched`;
  const [totals] = await sql<Totals[]>`
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
  const { absent, ...figures } = totals!;
  const measures = await measure(sql, organization, rows);
  return {
    counts: { ...figures, ...counts!, ...kept! },
    absent,
    stageMoves: [],
    measures,
    shortOfParts: none,
  };
}

async function measure(sql: Transaction, organization: string, rows: string): Promise<Measures> {
  const [measures] = await sql<Measures[]>`
    select known.rows as known, file.rows as in_file, file.met, known.total::text as known_total, file.total::text as file_total,
      known.total > 0 and file.total < known.total * 0.9 as total_fell,
      null::text as known_until, null::text as file_until, false as is_older
    from (select count(*)::integer as rows, coalesce(sum(order_value), 0) as total
        from public.purchase_orders where organization_id = ${organization}) known,
      (select count(*)::integer as rows, count(p.id)::integer as met, coalesce(sum(k.order_value), 0) as total
        from (select s.* from ${countedRows(sql, rows)}) k
        left join public.purchase_orders p on p.organization_id = ${organization} and p.purchase_order_no = k.purchase_order_no) file`;
  return measures!;
}
