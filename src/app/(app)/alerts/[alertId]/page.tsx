import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { LevelBadge } from "@/components/level-badge";
import { PageHeader } from "@/components/page-header";
import { AlertActions } from "@/features/alerts/components/alert-actions";
import { AlertSituation } from "@/features/alerts/components/alert-situation";
import { AlertStanding } from "@/features/alerts/components/alert-standing";
import { AlertStatusBadge } from "@/features/alerts/components/alert-status-badge";
import { AlertStory } from "@/features/alerts/components/alert-story";
import { snoozeDays } from "@/features/alerts/lib/today";
import { alertById, alertTimeline } from "@/features/alerts/queries";
import { alertIdSchema } from "@/features/alerts/schema";
import { requireMember } from "@/libs/access/membership";
import { paths } from "@/libs/paths";

type AlertPageProps = { params: Promise<{ alertId: string }> };

/** The alert of the address, for the title and the page; asked once per request. */
const theAlert = cache(async (alertId: string) => {
  const member = await requireMember();
  if (!alertIdSchema.safeParse(alertId).success) notFound();
  const alert = await alertById(member.organization.id, alertId);
  if (!alert) notFound();
  return { member, alert };
});

export async function generateMetadata({ params }: AlertPageProps): Promise<Metadata> {
  const { alert } = await theAlert((await params).alertId);
  return { title: `Alert: ${alert.purchase_order_no}` };
}

export default async function AlertPage({ params }: AlertPageProps) {
  const { alertId } = await params;
  const { member, alert } = await theAlert(alertId);
  const { organization, role } = member;
  const steps = await alertTimeline(organization.id, alertId);
  const look = { currency: organization.currency, locale: organization.locale };
  return (
    <>
      <PageHeader
        breadcrumb={[{ label: "Alerts", href: paths.alerts() }, { label: alert.purchase_order_no }]}
        title={
          <span className="flex flex-wrap items-center gap-2.5">
            {alert.purchase_order_no}
            <LevelBadge level={alert.level} remaining={alert.remaining_budget} />
            <AlertStatusBadge status={alert.status} />
          </span>
        }
        description={[alert.order_short_text, alert.vendor_short_term].filter(Boolean).join(" · ")}
      />
      {/* On a phone in this order; wider, the actions stand beside the rest. */}
      <div className="grid grid-cols-1 items-start gap-4 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)] lg:grid-rows-[auto_1fr]">
        <AlertSituation alert={alert} organization={organization} />
        <div className="lg:sticky lg:top-6 lg:col-start-2 lg:row-span-2 lg:row-start-1">
          <AlertActions
            alertId={alertId}
            status={alert.status}
            isAdmin={role === "admin"}
            resolvedByPerson={alert.suppresses === true}
            seen={String(steps.at(-1)?.id ?? 0)}
            days={snoozeDays(organization.timeZone)}
          />
        </div>
        <div className="grid grid-cols-1 gap-4">
          <AlertStanding alert={alert} thresholds={organization.thresholds} look={look} />
          <AlertStory steps={steps} organization={{ ...organization, timeZone: member.timeZone }} />
        </div>
      </div>
    </>
  );
}
