import { exportedEntries, TooManyEntries } from "@/features/audit/export-queries";
import { writeCsv, writeTextWorkbook } from "@/features/audit/lib/export-file";
import { exportHeadings } from "@/features/audit/lib/export-rows";
import { auditAddress, filtersOf } from "@/features/audit/schema";
import { attachment } from "@/features/imports/lib/attachment";
import { workbookDownload } from "@/features/imports/lib/workbook-download";
import { memberRoute, refuse } from "@/libs/access/route";
import { entitlements } from "@/libs/entitlements";
import { writtenDownload } from "@/libs/file-download";
import { todayIn } from "@/libs/today";

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
    const entries = exportedEntries(organization, filters);
    const name = `audit-log-${organization.slug}-${todayIn(organization.timeZone)}.${format}`;
    try {
      if (format === "xlsx") {
        return await workbookDownload(request, name, (path) =>
          writeTextWorkbook(path, "Audit log", exportHeadings, entries),
        );
      }
      return await writtenDownload(
        request,
        (byteSize) => attachment(name, "text/csv; charset=utf-8", byteSize),
        (path) => writeCsv(path, exportHeadings, entries),
      );
    } catch (error) {
      if (error instanceof TooManyEntries) return refuse(413, error.message);
      throw error;
    }
  },
);
