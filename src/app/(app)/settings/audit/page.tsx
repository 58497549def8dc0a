import { ScrollText } from "lucide-react";
import type { Metadata } from "next";
import { KeysetPager } from "@/components/data-table";
import { EmptyState } from "@/components/empty-state";
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from "@/components/ui/card";
import { AuditExport } from "@/features/audit/components/audit-export";
import { AuditFilterBar } from "@/features/audit/components/audit-filters";
import { AuditList } from "@/features/audit/components/audit-list";
import { auditPage, namesInLog } from "@/features/audit/queries";
import { auditAddress, filtersOf } from "@/features/audit/schema";
import { requireMember } from "@/libs/access/membership";
import { entitlements } from "@/libs/entitlements";
import { paths } from "@/libs/paths";

export const metadata: Metadata = { title: "Audit log" };

export default async function AuditPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const address = auditAddress.parse(await searchParams);
  const { organization, role } = await requireMember();
  if (role !== "admin") {
    return (
      <Card>
        <EmptyState icon={ScrollText} title="For admins only">
          The audit log tells who did what. Ask an admin of {organization.name} if you need to know something.
        </EmptyState>
      </Card>
    );
  }
  const filters = filtersOf(address);
  const [page, names] = await Promise.all([
    auditPage(organization, filters, address),
    namesInLog(organization.id),
  ]);
  const link = (key: object) => paths.settings.audit({ ...filters, ...key });
  return (
    <Card className="overflow-hidden">
      <CardHeader>
        <div className="max-w-prose">
          <CardTitle>Audit log</CardTitle>
          <CardDescription>
            Who did what, when and from where. Nobody can change or delete an entry, and each carries the
            fingerprint of the one before it, so that a gap or a change would show.
          </CardDescription>
        </div>
        <AuditExport filters={filters} included={entitlements[organization.plan].auditExport} />
      </CardHeader>
      <CardContent className="mt-3 border-t p-0 sm:px-0">
        <AuditFilterBar filters={filters} names={names} />
        {page.rows.length === 0 ? (
          <EmptyState icon={ScrollText} title="No entries">
            Nothing was recorded that fits these filters. Choose a longer period, or clear the filters.
          </EmptyState>
        ) : (
          <AuditList entries={page.rows} names={names} manner={organization} />
        )}
        <KeysetPager
          label="Audit log"
          previousHref={page.before && link({ before: page.before })}
          nextHref={page.after && link({ after: page.after })}
          summary={`Newest first; times and days in ${organization.timeZone.replaceAll("_", " ")}`}
        />
      </CardContent>
    </Card>
  );
}
