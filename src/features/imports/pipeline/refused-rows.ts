import type { RowError } from "@/features/imports/lib/row-reader";
import type { Transaction } from "@/libs/database";
import { type ImportType, keyColumns, readingTables } from "./kinds";
import type { Lease } from "./lease";
import { mostErrors, type RefusedKey } from "./reader-messages";

/** Keeps what is wrong in rows that can't be read, and whose rows they are. @throws LeaseLost */
export async function keepRefused(
  lease: Lease,
  { errors, keys }: { errors: RowError[]; keys: RefusedKey[] },
): Promise<void> {
  const { job } = lease;
  const { refused } = readingTables(job.id, lease.tag);
  const rows = errors.map((error) => ({
    organization_id: job.organization_id,
    import_job_id: job.id,
    row_number: error.row,
    column_letter: error.column,
    header: error.header,
    value: error.value,
    code: error.code,
    reason: error.reason,
  }));
  await lease.fenced(async (tx) => {
    for (let from = 0; from < rows.length; from += 1000) {
      await tx`insert into public.import_row_errors ${tx(rows.slice(from, from + 1000))}`;
    }
    if (keys.length === 0) return;
    await tx`
      insert into ${tx(refused)} (row_number, purchase_order_no, qs_number)
      select k.row, k."order", k.survey from jsonb_to_recordset(${tx.json(keys as never)}) k (row integer, "order" text, survey text)`;
  });
}

/**
 * Refuses the other rows of a key too, where one of them could not be read: the parts of a survey are numbered in file
 * order, so that without it each of the later ones would be taken for the one before, and of corrections the last one
 * counts, which may be just that. What is known of the key stays as it is, until all its rows can be read.
 * @returns how many rows were set aside
 */
export async function setAsideIncomplete(tx: Transaction, lease: Lease, type: ImportType): Promise<number> {
  const { job } = lease;
  const { rows, refused } = readingTables(job.id, lease.tag);
  const key = tx(keyColumns[type]);
  const isSurvey = type === "quantity_surveys";
  const word = isSurvey ? "quantity survey" : "purchase order line";
  const reason =
    `Row %1$s belongs to the same ${word} and could not be read. The rows of one ${word} count together, so this one is ` +
    "not taken either, and what AESTrak knows of it stays as it is. Correct that row and import all of them together.";
  const [found] = await tx<{ count: number }[]>`
    with incomplete as (
      select ${key}, min(row_number) as refused_row from ${tx(refused)} group by ${key}
    ), set_aside as (
      delete from ${tx(rows)} s using incomplete i
      where s.purchase_order_no = i.purchase_order_no ${isSurvey ? tx`and s.qs_number = i.qs_number` : tx``}
      returning s.row_number, ${isSurvey ? tx`s.qs_number` : tx`s.purchase_order_no`} as number, i.refused_row
    ), told as (
      insert into public.import_row_errors (organization_id, import_job_id, row_number, value, code, reason)
      select ${job.organization_id}, ${job.id}, row_number, number, 'set_aside', format(${reason}::text, refused_row)
      from set_aside order by row_number limit ${mostErrors}
    )
    select count(*)::integer as count from set_aside`;
  return found!.count;
}
