import { writeImportExport } from "@/features/imports/export-queries";
import { workbookDownload } from "@/features/imports/lib/workbook-download";
import { importJob } from "@/features/imports/queries";
import { memberRoute, refuse } from "@/libs/access/route";

/** What an import does or did, as a workbook: purchase orders, changed values, and what stays without an order. */
export const GET = memberRoute<{ importId: string }>(
  { name: "import_changes", counts: "downloads" },
  async (request, { member, params, transaction }) => {
    const job = await importJob(member.organization.id, params.importId);
    if (!job) return refuse(404, "There is no such import.");
    const name = `${job.file.name.replace(/\.[^.]*$/, "")} - changes.xlsx`;
    return workbookDownload(request, name, (path) =>
      transaction((sql) => writeImportExport(sql, member.organization.id, job, path)),
    );
  },
);
