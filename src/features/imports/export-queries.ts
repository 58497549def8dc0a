import { counted } from "@/libs/formatters";
import "server-only";
import {
  type ExportedChange,
  type ExportedImport,
  type ExportedOrder,
  type ExportedOrphan,
  maxExportedRows,
  writeChangesWorkbook,
} from "@/features/imports/lib/changes-workbook";
import { importStatusLabel, importTypeLabel } from "@/features/imports/lib/import-words";
import type { ImportJob } from "@/features/imports/queries";
import type { Transaction } from "@/libs/database";

/** Rows that are fetched, and held, at once. */
const batch = 500;

/**
 * Writes all that an import changes, or would change, to a workbook, as the member sees it and up to the longest sheet
 * that is exported. The rows go through a cursor each, so that only some are in memory. The export goes into the audit log.
 */
export async function writeImportExport(
  sql: Transaction,
  organizationId: string,
  job: ImportJob,
  path: string,
): Promise<void> {
  const of = sql`organization_id = ${organizationId} and import_job_id = ${job.id}`;
  const page = sql(
    job.status === "awaiting_confirmation"
      ? "public.import_planned_changes_page"
      : "public.import_changes_page",
  );
  await sql`select public.record_import_export(${job.id}::uuid)`;
  const [most] = await sql<{ rows: number }[]>`
    select greatest((select count(*) from public.import_effects where ${of}), (select count(*) from public.import_orphans where ${of}),
      (select matching from ${page}(${organizationId}, ${job.id}, page_size => 1)))::integer as rows`;
  const orders = sql<ExportedOrder[]>`
    select purchase_order_no, is_new_order, new_count, changed_count, withdrawn_count, order_value_before::text, order_value_after::text,
      spent_before::text, spent_after::text, level_before, level_after, alert_step
    from public.import_effects where ${of} order by money_effect desc, id limit ${maxExportedRows}`;
  const changes = sql<ExportedChange[]>`
    select type, entity_key, purchase_order_no, action, fields
    from ${page}(${organizationId}, ${job.id}, page_size => ${maxExportedRows})`;
  const orphans = sql<ExportedOrphan[]>`
    select purchase_order_no, survey_count, total::text from public.import_orphans
    where ${of} order by abs(total) desc, purchase_order_no limit ${maxExportedRows}`;
  await writeChangesWorkbook(path, {
    summary: summaryOf(job, most!.rows > maxExportedRows),
    orders: each(orders.cursor(batch)),
    changes: each(changes.cursor(batch)),
    orphans: each(orphans.cursor(batch)),
  });
}

async function* each<Row>(batches: AsyncIterable<readonly Row[]>): AsyncGenerator<Row> {
  for await (const rows of batches) yield* rows;
}

function summaryOf(job: ImportJob, isCut: boolean): ExportedImport["summary"] {
  const { counts } = job;
  return [
    { label: "File", text: job.file.name },
    { label: "Kind", text: job.type && importTypeLabel[job.type] },
    { label: "State", text: importStatusLabel[job.status] },
    { label: "Uploaded", text: job.createdAt },
    { label: "Uploaded by", text: job.createdBy },
    { label: "Applied", text: job.confirmedAt && job.finishedAt },
    { label: "Confirmed by", text: job.confirmedBy },
    { label: "Rows in the file", count: counts.rows },
    { label: "New", count: counts.new },
    { label: "Changed", count: counts.changed },
    { label: "Unchanged", count: counts.unchanged },
    { label: "Withdrawn", count: counts.withdrawn },
    { label: "Exact repeats", count: counts.duplicates },
    { label: "Quantity surveys without order", count: counts.orphans },
    { label: "Row errors", count: counts.errors },
    { label: "Money before", money: job.moneyBefore },
    { label: "Money after", money: job.moneyAfter },
    ...job.metadata.stage_moves.map(({ before, after, count }) => ({
      label: `Surveys ${before ?? "new"} → ${after}`,
      count,
    })),
    ...(isCut
      ? [
          {
            label: "Not complete",
            text: `Each sheet holds the first ${counted(maxExportedRows, "row")}.`,
          },
        ]
      : []),
  ];
}
