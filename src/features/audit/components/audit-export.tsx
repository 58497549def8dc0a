import { Download } from "lucide-react";
import { Button } from "@/components/ui/button";
import type { AuditFilters } from "@/features/audit/schema";
import { paths } from "@/libs/paths";

/** Takes the entries that the filters leave out of AESTrak, where the plan includes it. */
export function AuditExport({ filters, included }: { filters: AuditFilters; included: boolean }) {
  if (!included) {
    return (
      <p className="text-[0.8125rem] text-muted-foreground">
        Exporting the log as a file is part of the Enterprise plan.
      </p>
    );
  }
  return (
    <div className="flex flex-wrap gap-2">
      {(["csv", "xlsx"] as const).map((format) => (
        <Button key={format} variant="outline" size="sm" asChild>
          {/* A file, not a page: the router must not fetch it ahead. */}
          <a href={paths.settings.auditExport(format, filters)} download>
            <Download aria-hidden />
            Export {format === "csv" ? "CSV" : "Excel"}
          </a>
        </Button>
      ))}
    </div>
  );
}
