"use client";

import { ChartColumn } from "lucide-react";
import Link from "next/link";
import { Count } from "@/components/count";
import { DateText } from "@/components/date-text";
import { EmptyState } from "@/components/empty-state";
import { Hint } from "@/components/hint";
import { Money } from "@/components/money";
import { formatMoney } from "@/libs/money";
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from "@/components/ui/card";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { barScale } from "@/features/dashboard/lib/shares";
import { staleness } from "@/features/dashboard/lib/staleness";
import { counted } from "@/features/dashboard/lib/survey-links";
import type { BillingWeek } from "@/features/dashboard/schema";
import { cn } from "@/libs/class-names";
import { formatDayOfYear } from "@/libs/formatters";
import { paths } from "@/libs/paths";
import type { MoneyLook } from "./money-look";

const rowsOf = (week: BillingWeek) =>
  paths.quantitySurveys({ ...counted, from: week.first_day, to: week.last_day });

/** What was billed in each of the last thirteen weeks, as bars and as a table. */
export function BillingChart({
  weeks,
  today,
  look,
}: {
  weeks: readonly BillingWeek[];
  /** The organization's day, as ISO text. */
  today: string;
  look: MoneyLook;
}) {
  const inWords = (day: string) => formatDayOfYear(day, look.locale);
  const [first, last] = [weeks[0], weeks.at(-1)];
  const old = staleness(last?.last_day ?? null, today);
  const { zero, heights, top } = barScale(weeks.map(({ total }) => total));
  return (
    <Card className="flex min-w-0 flex-col">
      <CardHeader>
        <div>
          <CardTitle>Billed by week</CardTitle>
          <CardDescription>
            {first && last ? (
              <>
                <DateText value={first.first_day} /> to <DateText value={last.last_day} />, the latest day
                with a survey{old ? <strong className="font-semibold text-foreground">: {old}</strong> : null}
                .{" "}
              </>
            ) : null}
            Choose a bar to see its quantity surveys.
          </CardDescription>
        </div>
        <Hint about="Billed by week">
          Totals of quantity surveys by the day they were created. The weeks end on the latest day with a
          survey, so that every bar holds seven full days.
        </Hint>
      </CardHeader>
      {weeks.length === 0 ? (
        <EmptyState icon={ChartColumn} title="Nothing billed yet">
          The bars appear after the first import of quantity surveys.
        </EmptyState>
      ) : (
        <CardContent className="space-y-3">
          <figure>
            <p
              aria-hidden
              className="border-b border-dashed pb-0.5 text-xs text-muted-foreground tabular-nums"
              suppressHydrationWarning
            >
              {formatMoney(top, { ...look, notation: "compact" })}
            </p>
            <ol aria-label="Billed by week" className="flex h-52 border-b">
              {weeks.map((week, index) => (
                <li key={week.first_day} className="min-w-0 flex-1">
                  <Link
                    href={rowsOf(week)}
                    aria-label={`${inWords(week.first_day)} to ${inWords(week.last_day)}: ${formatMoney(week.total, look)}`}
                    title={`${inWords(week.first_day)} – ${inWords(week.last_day)}: ${formatMoney(week.total, look)}`}
                    className="group relative block h-full rounded-sm"
                    suppressHydrationWarning
                  >
                    <span
                      className={cn(
                        "absolute inset-x-[12%] rounded-t-sm group-hover:opacity-80",
                        week.total.startsWith("-") ? "bg-level-over-budget" : "bg-brand",
                      )}
                      style={barPosition(week.total.startsWith("-"), zero, heights[index] ?? 0)}
                    />
                  </Link>
                </li>
              ))}
            </ol>
            <div aria-hidden className="flex pt-1 text-[0.6875rem] text-muted-foreground">
              {weeks.map((week, index) => (
                <span
                  key={week.first_day}
                  className="min-w-0 flex-1 text-center whitespace-nowrap"
                  suppressHydrationWarning
                >
                  {index % 4 === 0 ? inWords(week.first_day) : ""}
                </span>
              ))}
            </div>
          </figure>
          <details>
            <summary className="min-h-6 text-[0.8125rem] font-medium text-link">Show as a table</summary>
            <Table label="Billed by week" className="mt-2" containerClassName="max-h-72">
              <TableHeader>
                <TableRow>
                  <TableHead>Week</TableHead>
                  <TableHead align="right">Surveys</TableHead>
                  <TableHead align="right">Billed</TableHead>
                </TableRow>
              </TableHeader>
              <TableBody>
                {weeks.map((week) => (
                  <TableRow key={week.first_day}>
                    <TableCell className="whitespace-nowrap">
                      <DateText value={week.first_day} /> – <DateText value={week.last_day} />
                    </TableCell>
                    <TableCell align="right">
                      <Count value={week.surveys} />
                    </TableCell>
                    <TableCell align="right">
                      <Money value={week.total} {...look} />
                    </TableCell>
                  </TableRow>
                ))}
              </TableBody>
            </Table>
          </details>
        </CardContent>
      )}
    </Card>
  );
}

/** A bar stands on the zero line, or hangs from it in a week with more credits than billings. */
function barPosition(negative: boolean, zero: number, height: number) {
  return negative
    ? { bottom: `${zero - height}%`, height: `${height}%` }
    : { bottom: `${zero}%`, height: `${height}%` };
}
