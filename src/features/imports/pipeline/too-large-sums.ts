import type { Sql } from "@/libs/database";
import { stagingTables } from "./kinds";
import type { ImportJob } from "./lease";
import { FileFault } from "./read-file";

/** Whether an amount became too large for its column, which single cells can't: they were checked when they were read. */
export const isTooLarge = (error: unknown): boolean => (error as { code?: string } | null)?.code === "22003";

/** The most that an order's surveys may add up to: numeric(18,2). */
const most = "9,999,999,999,999,999.99";

interface Found {
  purchase_order_no: string;
  sum: string;
  row_number: number;
  value: string;
}

/** Says which order's amounts add up to more than can be kept, and which cell of the file has the largest part in it. */
export async function tooLargeSum(sql: Sql, job: ImportJob): Promise<FileFault> {
  const found = job.type === "quantity_surveys" ? await largestSum(sql, job) : undefined;
  return new FileFault(
    "sum-too-large",
    found
      ? `The quantity surveys of purchase order ${found.purchase_order_no} would add up to ${found.sum}, and AESTrak keeps at most ${most}. ` +
          `The largest amount that ${job.file_name} adds stands in row ${found.row_number}, column ${column}: ${found.value}. Correct it, or leave the row out, and upload the file again.`
      : `Amounts in ${job.file_name} add up, with what is known already, to more than AESTrak can keep (${most} for one purchase order). Correct the largest ones and upload the file again.`,
  );
}

/** As the export heads it. */
const column = "TOTAL";

async function largestSum(sql: Sql, job: ImportJob): Promise<Found | undefined> {
  const { rows } = stagingTables(job.id);
  const [found] = await sql<Found[]>`
    with added as (
      select s.purchase_order_no, sum(s.total) as total, max(abs(s.total)) as largest
      from ${sql(rows)} s group by s.purchase_order_no
    ), known as (
      select q.purchase_order_no, sum(q.total) as total from public.quantity_surveys q
      where q.organization_id = ${job.organization_id} and q.withdrawn_at is null
        and q.purchase_order_no in (select a.purchase_order_no from added a)
        -- What the file holds too, it replaces.
        and not exists (select from ${sql(rows)} s where s.purchase_order_no = q.purchase_order_no and s.qs_number = q.qs_number)
      group by q.purchase_order_no
    )
    select a.purchase_order_no, to_char(a.total + coalesce(k.total, 0), 'FM999,999,999,999,999,999,999,990.00') as sum,
      s.row_number, to_char(s.total, 'FM999,999,999,999,999,999,999,990.00') as value
    from added a
    left join known k on k.purchase_order_no = a.purchase_order_no
    join ${sql(rows)} s on s.purchase_order_no = a.purchase_order_no and abs(s.total) = a.largest
    order by abs(a.total + coalesce(k.total, 0)) desc, s.row_number limit 1`;
  return found;
}
