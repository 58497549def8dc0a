import type { Transaction } from "@/libs/database";
import { type ImportType, stagingTables } from "./kinds";
import type { ImportJob } from "./lease";

/** How many quantity surveys an import takes from one stage to another; `before` is null for those that are new. */
export interface StageMove {
  before: string | null;
  after: string;
  count: number;
}

/** Counts the quantity surveys that are new or reach another stage, from the import's table of differences. */
export async function stageMoves(sql: Transaction, job: ImportJob, type: ImportType): Promise<StageMove[]> {
  if (type !== "quantity_surveys") return [];
  const { rows, differences } = stagingTables(job.id);
  return sql<StageMove[]>`
    select before, after, count(*)::integer as count from (
      select q.stage as before,
        private.stage_of(s.transferred_date, s.accepted_date, s.invoice_number, s.invoice_date, s.accounting_document) as after
      from ${sql(differences)} d
      join ${sql(rows)} s on s.row_number = d.row_number
      left join public.quantity_surveys q on q.organization_id = ${job.organization_id} and q.id = d.entity_id
    ) moves
    where before is distinct from after
    group by before, after order by before nulls first, after`;
}
