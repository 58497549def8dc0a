"use client";

import Link from "next/link";
import { RowLink } from "@/components/data-table";
import { DateText } from "@/components/date-text";
import { LevelBadge } from "@/components/level-badge";
import { Money } from "@/components/money";
import { StackedCell, Table, TableBody, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { UtilizationBar } from "@/components/utilization-bar";
import type { UtilizationThresholds } from "@/libs/utilization";
import type { AlertRow } from "@/features/alerts/queries";
import { openedWithoutImport } from "@/features/alerts/lib/alert-words";
import { paths } from "@/libs/paths";
import { AlertCare } from "./alert-care";

type AlertTableProps = {
  alerts: readonly AlertRow[];
  thresholds: UtilizationThresholds;
  organization: { currency: string; locale: string; timeZone: string };
};

/** Alerts as rows, on a phone as cards: which purchase order, how bad, since when and through what, and who looks after it. */
export function AlertTable({ alerts, thresholds, organization }: AlertTableProps) {
  const { timeZone, ...look } = organization;
  return (
    <Table label="Alerts" stacked containerClassName="long-list">
      <TableHeader>
        <TableRow>
          <TableHead>Purchase order</TableHead>
          <TableHead>Level</TableHead>
          <TableHead>Used</TableHead>
          <TableHead align="right">Left</TableHead>
          <TableHead>Since</TableHead>
          <TableHead>Who looks after it</TableHead>
        </TableRow>
      </TableHeader>
      <TableBody>
        {alerts.map((alert) => (
          <TableRow key={alert.id}>
            <StackedCell wide className="max-md:-order-2">
              <RowLink href={paths.alert(alert.id)}>{alert.purchase_order_no}</RowLink>
              <span className="line-clamp-1 min-w-36 text-xs text-muted-foreground">
                {alert.order_short_text}
              </span>
            </StackedCell>
            <StackedCell label="Level">
              <LevelBadge level={alert.level} remaining={alert.remaining_budget} />
            </StackedCell>
            <StackedCell wide className="max-md:-order-1">
              <UtilizationBar
                percent={alert.utilization_percent}
                level={alert.order_level}
                thresholds={thresholds}
              />
            </StackedCell>
            <StackedCell label="Left" align="right">
              <Money value={alert.remaining_budget} currency={look.currency} locale={look.locale} />
            </StackedCell>
            <StackedCell label="Since" className="whitespace-nowrap">
              <DateText value={alert.opened_at} timeZone={timeZone} />
              <span className="block max-w-48 truncate text-xs text-muted-foreground">
                {alert.opened_by_import ? (
                  <Link
                    href={paths.importJob(alert.opened_by_import)}
                    className="inline-flex min-h-6 items-center underline-offset-4 hover:underline"
                  >
                    {alert.opened_by_file}
                  </Link>
                ) : (
                  openedWithoutImport(alert.opened_cause)
                )}
              </span>
            </StackedCell>
            <StackedCell label="Who looks after it" wide className="md:min-w-56">
              <AlertCare alert={alert} organization={organization} />
            </StackedCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
