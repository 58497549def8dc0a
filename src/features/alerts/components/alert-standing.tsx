import { Count } from "@/components/count";
import Link from "next/link";
import type { ReactNode } from "react";
import { DateText } from "@/components/date-text";
import { Hint } from "@/components/hint";
import { LevelBadge } from "@/components/level-badge";
import { Money } from "@/components/money";
import { Button } from "@/components/ui/button";
import { Card, CardContent, CardFooter, CardHeader, CardTitle } from "@/components/ui/card";
import { UtilizationBar } from "@/components/utilization-bar";
import type { UtilizationThresholds } from "@/libs/utilization";
import { standing } from "@/features/alerts/lib/alert-words";
import type { AlertRow } from "@/features/alerts/queries";
import { paths } from "@/libs/paths";

type AlertStandingProps = {
  alert: AlertRow;
  thresholds: UtilizationThresholds;
  look: { currency: string; locale: string };
};

/** How the purchase order of an alert stands now, and the ways to the rows behind it. */
export function AlertStanding({ alert, thresholds, look }: AlertStandingProps) {
  const orderValue = alert.order_value ?? "0.00";
  const totalSpent = alert.total_spent ?? "0.00";
  return (
    <Card>
      <CardHeader>
        <CardTitle>How the purchase order stands now</CardTitle>
        <Hint about="How the purchase order stands now">
          Billed is the sum of its quantity surveys that count. Left is the order value less what was billed;
          below zero means that more was billed than authorised.
        </Hint>
      </CardHeader>
      <CardContent className="space-y-4">
        <p className="text-base text-pretty">
          {standing({ orderValue, totalSpent, percent: alert.utilization_percent }, look)}
        </p>
        <div className="flex flex-wrap items-center gap-3">
          <LevelBadge level={alert.order_level} remaining={alert.remaining_budget} />
          <UtilizationBar
            percent={alert.utilization_percent}
            level={alert.order_level}
            thresholds={thresholds}
            className="grow"
          />
        </div>
        <dl className="grid grid-cols-2 gap-x-4 gap-y-3 sm:grid-cols-3">
          <Fact name="Order value">
            <Money value={orderValue} {...look} />
          </Fact>
          <Fact name="Billed">
            <Money value={totalSpent} {...look} />
          </Fact>
          <Fact name="Left">
            <Money value={alert.remaining_budget} {...look} />
          </Fact>
          <Fact name="Status at the client">{alert.order_status ?? "unknown"}</Fact>
          <Fact name="Last billed">
            <DateText value={alert.last_billed_date} />
          </Fact>
          <Fact name="To be completed by">
            <DateText value={alert.completion_date} />
          </Fact>
        </dl>
      </CardContent>
      <CardFooter>
        <Button variant="outline" size="sm" asChild>
          <Link href={paths.purchaseOrder(alert.purchase_order_id)}>Open the purchase order</Link>
        </Button>
        <Button variant="ghost" size="sm" asChild>
          <Link href={paths.quantitySurveys({ order: alert.purchase_order_id, withdrawn: "without" })}>
            {alert.quantity_survey_count === 1 ? (
              "See its quantity survey"
            ) : (
              <>
                See its <Count value={alert.quantity_survey_count} /> quantity surveys
              </>
            )}
          </Link>
        </Button>
      </CardFooter>
    </Card>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt className="text-xs text-muted-foreground">{name}</dt>
      <dd className="font-medium tabular-nums">{children}</dd>
    </div>
  );
}
