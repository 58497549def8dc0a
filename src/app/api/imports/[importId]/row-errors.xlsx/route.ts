import { maxFailedRows, writeFailedRows } from "@/features/imports/lib/failed-rows-workbook";
import { workbookDownload } from "@/features/imports/lib/workbook-download";
import { importJob } from "@/features/imports/queries";
import { memberRoute, refuse } from "@/libs/access/route";
import { openStoredFile } from "@/libs/file-store";

/** The rows of a file that could not be read, as a workbook to correct and upload again. */
export const GET = memberRoute<{ importId: string }>(
  { name: "import_row_errors", counts: "downloads" },
  async (request, { member, params, ...context }) => {
    const job = await importJob(member.organization.id, params.importId);
    if (!job) return refuse(404, "There is no such import.");
    const faults = await context.transaction(
      (sql) => sql<{ row_number: number; fault: string }[]>`
        select e.row_number, string_agg(concat_ws(': ', e.header, e.reason), ' ' order by e.id) as fault
        from public.import_row_errors e
        where e.organization_id = ${member.organization.id} and e.import_job_id = ${job.id}
        group by e.row_number order by e.row_number limit ${maxFailedRows}`,
    );
    if (faults.length === 0) return refuse(404, "Every row of this file could be read.");
    const stored = await openStoredFile(job.file.storageKey);
    try {
      const name = `${job.file.name.replace(/\.[^.]*$/, "")} - rows to correct.xlsx`;
      const failed = {
        sheet: job.metadata.sheet,
        csv: job.metadata.csv,
        headers: job.metadata.headers,
        faults: new Map(faults.map(({ row_number, fault }) => [row_number, fault])),
      };
      return await workbookDownload(request, name, (path) => writeFailedRows(path, stored.path, failed));
    } finally {
      await stored.release();
    }
  },
);
