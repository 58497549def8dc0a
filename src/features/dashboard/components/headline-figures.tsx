"use client";

import type { ReactNode } from "react";
import { Count } from "@/components/count";
import { DateText } from "@/components/date-text";
import { Money } from "@/components/money";
import { StatCard } from "@/components/stat-card";
import { counted, uninvoicedSurveys } from "@/features/dashboard/lib/survey-links";
import { waitingSince } from "@/features/dashboard/lib/waiting";
import { countChange, moneyChange, moneyDifference } from "@/features/dashboard/lib/week-change";
import type { DashboardSummary } from "@/features/dashboard/schema";
import { addDays } from "@/libs/calendar-date";
import { paths } from "@/libs/paths";
import type { MoneyLook } from "./money-look";

const risky = ["warning", "critical", "over_budget"] as const;

/** The cards on top of the dashboard: one figure each, how it is made, and the way to its rows. */
export function HeadlineFigures({ summary, look }: { summary: DashboardSummary; look: MoneyLook }) {
  const { orders, billing, orphans, week_ago: weekAgo } = summary;
  const count = (value: number) => <Count value={value} />;
  const short = (value: string) => <Money value={value} notation="compact" {...look} />;
  const exact = (value: string) => <Money value={value} {...look} />;

  const active = weekAgo && countChange(orders.active, weekAgo.active);
  const atRisk = weekAgo?.at_risk == null ? null : countChange(orders.at_risk, weekAgo.at_risk);
  const authorised = weekAgo && moneyChange(weekAgo.authorised_change);
  const billed = weekAgo?.spent_change == null ? null : moneyChange(weekAgo.spent_change);
  const rate =
    billing.daily_rate_week_ago === null
      ? null
      : moneyChange(moneyDifference(billing.daily_rate, billing.daily_rate_week_ago));
  const unasked = waitingSince(
    summary.stages.find(({ stage }) => stage === "accepted"),
    1,
  );

  return (
    <section aria-label="Headline figures" className="grid grid-cols-2 gap-3 lg:grid-cols-4">
      <StatCard
        label="Active purchase orders"
        value={count(orders.active)}
        change={active && { direction: active.direction, amount: count(active.size) }}
        href={paths.purchaseOrders({ lifecycle: "open" })}
        hint={
          <>
            Purchase order lines that the client has neither completed nor canceled: {count(orders.active)} of{" "}
            {count(orders.count)}.
          </>
        }
      />
      <StatCard
        label="Total authorized"
        value={short(orders.authorised)}
        change={authorised && { direction: authorised.direction, amount: short(authorised.size) }}
        href={paths.purchaseOrders()}
        hint={
          <>
            The order values of open and completed purchase order lines added up: {exact(orders.authorised)}.
            Canceled and rejected ones authorize nothing: {count(orders.canceled)} with{" "}
            {exact(orders.canceled_value)} are left out.
          </>
        }
      />
      <StatCard
        label="Submitted billings"
        value={short(orders.spent)}
        change={billed && { direction: billed.direction, amount: short(billed.size) }}
        href={paths.quantitySurveys(counted)}
        hint={
          <>
            The totals of {count(orders.surveys)} quantity surveys added up: {exact(orders.spent)}. Withdrawn
            ones and those without a known purchase order are left out. The change is what imports of the last
            7 days added to it.
          </>
        }
      />
      <StatCard
        label="At risk"
        value={
          <Figure below={<>{short(orders.at_risk_authorised)} authorised in them</>}>
            {count(orders.at_risk)}
          </Figure>
        }
        change={
          atRisk && {
            direction: atRisk.direction,
            amount: count(atRisk.size),
            meaning: atRisk.direction === "up" ? "bad" : "good",
          }
        }
        href={paths.purchaseOrders({ lifecycle: "open", level: risky })}
        hint={
          <>
            Open purchase orders that have reached the warning level or worse. Already billed beyond what open
            orders authorise: {exact(orders.overrun)}.
          </>
        }
      />
      <StatCard
        label="Accepted, not invoiced"
        value={
          <Figure below={<>{count(unasked.count)} surveys, 30 days or longer</>}>
            {short(unasked.total)}
          </Figure>
        }
        href={uninvoicedSurveys}
        hint={
          <>
            Work that the client accepted at least 30 days ago and that nobody has invoiced yet:{" "}
            {exact(unasked.total)}. This is money you can ask for now.
          </>
        }
      />
      <StatCard
        label="Lines without billing"
        value={
          <Figure below={<>{short(orders.without_surveys_authorised)} authorised</>}>
            {count(orders.without_surveys)}
          </Figure>
        }
        href={paths.purchaseOrders({ lifecycle: "open", billed: "no" })}
        hint="Open purchase order lines that have no quantity survey yet: work not started, or work not billed."
      />
      <StatCard
        label="Surveys without an order"
        value={<Figure below={<>{short(orphans.total)} not counted</>}>{count(orphans.count)}</Figure>}
        href={paths.quantitySurveys({ orphans: "only", withdrawn: "without" })}
        hint={
          <>
            Quantity surveys whose purchase order AESTrak does not know: {exact(orphans.total)}. They count in
            no total until a purchase order file brings the order.
          </>
        }
      />
      <StatCard
        label="Billed per day"
        value={short(billing.daily_rate)}
        change={rate && { direction: rate.direction, amount: short(rate.size) }}
        href={
          billing.latest_day
            ? paths.quantitySurveys({
                ...counted,
                from: addDays(billing.latest_day, -29),
                to: billing.latest_day,
              })
            : paths.quantitySurveys()
        }
        hint={
          <>
            {exact(billing.last_30_days)} was billed in the 30 days to <DateText value={billing.latest_day} />
            , the latest day with a quantity survey. Divided by 30, weekends included.
          </>
        }
      />
    </section>
  );
}

function Figure({ children, below }: { children: ReactNode; below: ReactNode }) {
  return (
    <>
      {children}
      <span className="block pt-0.5 text-xs leading-snug font-normal tracking-normal text-muted-foreground">
        {below}
      </span>
    </>
  );
}
