import { csvOf, workbookOf } from "@/features/audit/lib/export-file";
import { exportHeadings, exportRow } from "@/features/audit/lib/export-rows";
import { auditEntries, namesInLog } from "@/features/audit/queries";
import { auditAddress, filtersOf } from "@/features/audit/schema";
import { attachment } from "@/features/imports/lib/attachment";
import { memberRoute, refuse } from "@/libs/access/route";
import { entitlements } from "@/libs/entitlements";

/** As many as hosted Supabase returns at once. */
const batch = 1000;
const maxEntries = 100_000;

/** The audit log as a file, narrowed by the same filters as its page. */
export const GET = memberRoute<{ format: string }>(
  { name: "audit_export", role: "admin", counts: "downloads" },
  async (request, { member: { organization }, params: { format }, transaction }) => {
    if (format !== "csv" && format !== "xlsx") return refuse(404, "There is no such export.");
    if (!entitlements[organization.plan].auditExport) {
      return refuse(403, "Exporting the audit log is part of the Enterprise plan.");
    }
    const filters = filtersOf(auditAddress.parse(Object.fromEntries(new URL(request.url).searchParams)));
    await transaction(
      (sql) =>
        sql`select public.record_audit_export(${organization.id}, ${format}, ${JSON.stringify(filters)}::text::jsonb)`,
    );
    const names = await namesInLog(organization.id);
    const rows: string[][] = [[...exportHeadings]];
    for (let olderThan: string | undefined; ;) {
      const entries = await auditEntries(organization, filters, { olderThan }, batch);
      for (const entry of entries) rows.push(exportRow(entry, names));
      olderThan = entries.at(-1)?.number;
      if (entries.length < batch) break;
      if (rows.length > maxEntries) {
        return refuse(413, `These are more than ${maxEntries} entries. Choose a shorter period.`);
      }
    }
    const today = new Date().toISOString().slice(0, 10);
    const [file, type] =
      format === "csv"
        ? [csvOf(rows), "text/csv; charset=utf-8"]
        : [
            await workbookOf("Audit log", rows),
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
          ];
    return new Response(file, {
      headers: attachment(`audit-log-${organization.slug}-${today}.${format}`, type, file.byteLength),
    });
  },
);
