"use client";

import Link from "next/link";
import { Count } from "@/components/count";
import { RowLink } from "@/components/data-table";
import { Hint } from "@/components/hint";
import { LevelBadge } from "@/components/level-badge";
import { Money } from "@/components/money";
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from "@/components/ui/card";
import { StackedCell, Table, TableBody, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { shares } from "@/features/dashboard/lib/shares";
import type { RiskBand } from "@/features/dashboard/schema";
import { decimalToCents } from "@/libs/money";
import { paths } from "@/libs/paths";
import { type UtilizationLevel, utilizationLevelLabel } from "@/types/domain";
import type { UtilizationThresholds } from "@/libs/utilization";
import type { MoneyLook } from "./money-look";

const fills: Record<UtilizationLevel, string> = {
  on_track: "bg-level-on-track",
  warning: "bg-level-warning",
  critical: "bg-level-critical",
  over_budget: "bg-level-over-budget",
};

const rowsOf = (level: UtilizationLevel) => paths.purchaseOrders({ lifecycle: "open", level });

type RiskDistributionProps = {
  bands: readonly RiskBand[];
  thresholds: UtilizationThresholds;
  look: MoneyLook;
};

/** Open purchase orders in the four levels, by number and by authorised money; every band leads to its orders. */
export function RiskDistribution({ bands, thresholds, look }: RiskDistributionProps) {
  const range: Record<UtilizationLevel, string> = {
    on_track: `below ${thresholds.warning}%`,
    warning: `from ${thresholds.warning}%`,
    critical: `from ${thresholds.critical}%`,
    over_budget: `from ${thresholds.overBudget}%`,
  };
  return (
    <Card>
      <CardHeader>
        <div>
          <CardTitle>How much of the open orders is used up</CardTitle>
          <CardDescription>Choose a band to see its purchase orders.</CardDescription>
        </div>
        <Hint about="How much of the open orders is used up">
          Each open purchase order falls into one of four levels by what was billed as a share of its order
          value. Your organization's admins set where each level begins.
        </Hint>
      </CardHeader>
      <CardContent className="space-y-3">
        <Strip label="By number" bands={bands} widths={shares(bands.map((band) => BigInt(band.count)))} />
        <Strip
          label="By money"
          bands={bands}
          widths={shares(bands.map((band) => decimalToCents(band.authorised)))}
        />
      </CardContent>
      <Table label="Open purchase orders by level" stacked>
        <TableHeader>
          <TableRow>
            <TableHead>Level</TableHead>
            <TableHead align="right">Orders</TableHead>
            <TableHead align="right">Authorised</TableHead>
            <TableHead align="right">Billed</TableHead>
          </TableRow>
        </TableHeader>
        <TableBody>
          {bands.map((band) => (
            <TableRow key={band.level}>
              <StackedCell wide className="whitespace-nowrap">
                <RowLink href={rowsOf(band.level)} className="gap-2">
                  <LevelBadge level={band.level} />
                </RowLink>{" "}
                <span className="text-xs text-muted-foreground">{range[band.level]}</span>
              </StackedCell>
              <StackedCell label="Orders" align="right">
                <Count value={band.count} />
              </StackedCell>
              <StackedCell label="Authorized" align="right">
                <Money value={band.authorised} {...look} />
              </StackedCell>
              <StackedCell label="Billed" align="right">
                <Money value={band.spent} {...look} />
              </StackedCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </Card>
  );
}

/** A bar cut into the levels. For the pointer only: the table below it has the same links and figures. */
function Strip({
  label,
  bands,
  widths,
}: {
  label: string;
  bands: readonly RiskBand[];
  widths: readonly number[];
}) {
  return (
    <div className="space-y-1">
      <p className="text-xs text-muted-foreground">{label}</p>
      <div aria-hidden className="flex h-6 gap-0.5 overflow-hidden rounded-md bg-muted">
        {bands.map((band, index) => {
          const width = widths[index] ?? 0;
          if (width <= 0) return null;
          return (
            <Link
              key={band.level}
              href={rowsOf(band.level)}
              tabIndex={-1}
              title={`${utilizationLevelLabel[band.level]}: ${width.toFixed(1)}%`}
              className={`block h-full min-w-1 ${fills[band.level]} hover:opacity-80`}
              style={{ flexGrow: width, flexBasis: 0 }}
            />
          );
        })}
      </div>
    </div>
  );
}
