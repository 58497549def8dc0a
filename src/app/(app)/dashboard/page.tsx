import { Upload } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { DateText } from "@/components/date-text";
import { PageHeader } from "@/components/page-header";
import { Button } from "@/components/ui/button";
import { AttentionBar } from "@/features/dashboard/components/attention-bar";
import { BillingChart } from "@/features/dashboard/components/billing-chart";
import { FirstSteps } from "@/features/dashboard/components/first-steps";
import { HeadlineFigures } from "@/features/dashboard/components/headline-figures";
import { RecentSurveys } from "@/features/dashboard/components/recent-surveys";
import { RiskDistribution } from "@/features/dashboard/components/risk-distribution";
import { StageAges } from "@/features/dashboard/components/stage-ages";
import { WorstOrders } from "@/features/dashboard/components/worst-orders";
import { staleness } from "@/features/dashboard/lib/staleness";
import { dashboardSummary } from "@/features/dashboard/queries";
import { FormatsSetup } from "@/features/settings/components/formats-setup";
import { currencyChoices, localeChoices, timeZoneChoices } from "@/features/settings/lib/regional-choices";
import { requireMember } from "@/libs/access/membership";
import { paths } from "@/libs/paths";

export const metadata: Metadata = { title: "Dashboard" };

export default async function DashboardPage() {
  const { organization, timeZone, role } = await requireMember();
  const summary = await dashboardSummary(organization.id);
  const { worst_orders: orders, recent_surveys: surveys } = summary;
  const look = { currency: organization.currency, locale: organization.locale };
  const hasOrders = summary.orders.count > 0;
  const hasSurveys = surveys.length > 0;
  // Nothing was imported by other conventions yet.
  const asksFormats = role === "admin" && !hasOrders && !hasSurveys;
  const newest = [summary.imported.purchase_orders, summary.imported.quantity_surveys]
    .filter((instant) => instant !== null)
    .sort()
    .at(-1);
  const old = staleness(summary.billing.latest_day, summary.today);
  return (
    <>
      <PageHeader
        title="Dashboard"
        description={
          newest ? (
            <>
              {organization.name}, as of the last import on{" "}
              <DateText value={newest} withTime timeZone={timeZone} />
              {old ? (
                <>
                  . Latest figures of <DateText value={summary.billing.latest_day} />, {old}
                </>
              ) : null}
            </>
          ) : (
            `Welcome. This is where ${organization.name} sees how much of its purchase orders is used up.`
          )
        }
        actions={
          hasOrders || hasSurveys ? (
            <Button asChild>
              <Link href={paths.newImport}>
                <Upload aria-hidden />
                Import a file
              </Link>
            </Button>
          ) : null
        }
      />
      <div className="grid grid-cols-1 gap-4">
        {hasOrders && hasSurveys ? (
          <AttentionBar attention={summary.attention} look={look} />
        ) : (
          <>
            {asksFormats ? (
              <FormatsSetup
                organization={organization}
                choices={{
                  currency: currencyChoices(organization.currency),
                  locale: localeChoices(organization.locale),
                  timeZone: timeZoneChoices(organization.timeZone),
                }}
              />
            ) : null}
            <FirstSteps imported={summary.imported} timeZone={organization.timeZone} />
          </>
        )}
        {hasOrders || hasSurveys ? (
          <>
            <HeadlineFigures summary={summary} look={look} />
            <div className="grid grid-cols-1 gap-4 xl:grid-cols-2">
              <RiskDistribution
                bands={summary.orders.bands}
                thresholds={organization.thresholds}
                look={look}
              />
              <BillingChart weeks={summary.billing.weeks} today={summary.today} look={look} />
            </div>
            <WorstOrders orders={orders} thresholds={organization.thresholds} look={look} />
            <StageAges stages={summary.stages} look={look} />
            <RecentSurveys surveys={surveys} look={look} />
          </>
        ) : null}
      </div>
    </>
  );
}
