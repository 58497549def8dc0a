import type { Metadata } from "next";
import { KeysetPager } from "@/components/data-table";
import { PageHeader } from "@/components/page-header";
import { Card } from "@/components/ui/card";
import { AlertFilters } from "@/features/alerts/components/alert-filters";
import { AlertTable } from "@/features/alerts/components/alert-table";
import { NoAlerts } from "@/features/alerts/components/no-alerts";
import { alertCounts, alertPage } from "@/features/alerts/queries";
import { alertListSchema } from "@/features/alerts/schema";
import { requireMember } from "@/libs/access/membership";
import { paths } from "@/libs/paths";

export const metadata: Metadata = { title: "Alerts" };

export default async function AlertsPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const address = alertListSchema.parse(await searchParams);
  const { organization } = await requireMember();
  const { currency, locale, timeZone } = organization;
  const [page, counts] = await Promise.all([
    alertPage(organization.id, address),
    alertCounts(organization.id),
  ]);
  const { status, level, q } = address;
  const filters = { status: status === "open" ? null : status, level, q };
  return (
    <>
      <PageHeader
        title="Alerts"
        description={`Purchase orders that are running out. A warning starts at ${organization.thresholds.warning}% billed, critical at ${organization.thresholds.critical}%, over budget at ${organization.thresholds.overBudget}%.`}
      />
      <Card className="overflow-hidden">
        <AlertFilters address={address} counts={counts} />
        {page.rows.length === 0 ? (
          <NoAlerts address={address} />
        ) : (
          <>
            <AlertTable
              alerts={page.rows}
              thresholds={organization.thresholds}
              organization={{ currency, locale, timeZone }}
            />
            <KeysetPager
              label="Alerts"
              previousHref={page.before && paths.alerts({ ...filters, before: page.before })}
              nextHref={page.after && paths.alerts({ ...filters, after: page.after })}
              summary={
                status === "resolved" ? "Newest first" : "Worst level first, newest first within a level"
              }
            />
          </>
        )}
      </Card>
    </>
  );
}
