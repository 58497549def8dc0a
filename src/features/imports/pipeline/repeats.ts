import type { Transaction } from "@/libs/database";
import { type ImportType, stagingTables } from "./kinds";
import type { ImportJob } from "./lease";

export interface Repeats {
  duplicate_count: number;
  conflict_count: number;
  /** The first of them; values as decimal strings. */
  conflicts: { purchase_order_no: string; qs_number: string | null; rows: number[]; values: string[] }[];
}

/**
 * Decides about staged rows whose key occurs more than once, in the temporary table `decided`: exact repeats count
 * once; the same key with other values is a part, a correction of the row before, or a fault, as the job's policy says.
 */
export async function decideRepeats(sql: Transaction, job: ImportJob, type: ImportType): Promise<Repeats> {
  const { rows } = stagingTables(job.id);
  const key = type === "quantity_surveys" ? sql`purchase_order_no, qs_number` : sql`purchase_order_no`;
  const number = type === "quantity_surveys" ? sql`s.qs_number` : sql`null::text`;
  const value = type === "quantity_surveys" ? sql`s.total` : sql`s.order_value`;
  // A purchase order line has no parts: there, the last row counts.
  const inParts = type === "quantity_surveys" && job.repeat_policy === "parts";
  await sql`
    create temporary table repeats on commit drop as
    select row_number, purchase_order_no, qs_number, value, content_hash, repeat_no, last_at from (
      select s.row_number, s.purchase_order_no, ${number} as qs_number, ${value} as value, s.content_hash,
        count(*) over (partition by ${key}) as occurrences,
        row_number() over (partition by ${key}, content_hash order by s.row_number) as repeat_no,
        max(s.row_number) over (partition by ${key}, content_hash) as last_at
      from ${sql(rows)} s where (${key}) in (select ${key} from ${sql(rows)} where may_repeat)
    ) suspected
    where occurrences > 1`;
  await sql`
    create temporary table decided on commit drop as
    select r.row_number, c.part_no from repeats r
    left join (
      select row_number,
        case when ${inParts} then row_number() over (partition by purchase_order_no, qs_number order by row_number) else 1 end::integer as part_no,
        row_number() over (partition by purchase_order_no, qs_number order by last_at desc) as from_last
      from repeats where repeat_no = 1
    ) c on c.row_number = r.row_number and (${inParts} or c.from_last = 1)`;
  await sql`analyze decided`;
  const [counts] = await sql<Pick<Repeats, "duplicate_count" | "conflict_count">[]>`
    select (select count(*)::integer from repeats where repeat_no > 1) as duplicate_count,
      (select count(*)::integer from (
        select 1 from repeats where repeat_no = 1 group by purchase_order_no, qs_number having count(*) > 1) c) as conflict_count`;
  const conflicts = await sql<Repeats["conflicts"]>`
    select purchase_order_no, qs_number, array_agg(row_number order by row_number) as rows, array_agg(value::text order by row_number) as values
    from repeats where repeat_no = 1 group by purchase_order_no, qs_number having count(*) > 1
    order by min(row_number) limit 50`;
  return { ...counts!, conflicts: [...conflicts] };
}

/** The staged rows that count, each with its key: `s`, joined with `decided`; for use behind `select … from`. */
export function countedRows(sql: Transaction, rows: string) {
  return sql`${sql(rows)} s left join decided on decided.row_number = s.row_number
    where decided.row_number is null or decided.part_no is not null`;
}
