"use client";

import { CircleCheck } from "lucide-react";
import Link from "next/link";
import { Count } from "@/components/count";
import { RowLink } from "@/components/data-table";
import { EmptyState } from "@/components/empty-state";
import { Hint } from "@/components/hint";
import { Money } from "@/components/money";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from "@/components/ui/card";
import { StackedCell, Table, TableBody, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { counted, uninvoicedSurveys } from "@/features/dashboard/lib/survey-links";
import { waitingSince } from "@/features/dashboard/lib/waiting";
import type { StageAge } from "@/features/dashboard/schema";
import { cn } from "@/libs/class-names";
import { paths } from "@/libs/paths";
import type { MoneyLook } from "./money-look";

const waitsFor: Record<StageAge["stage"], { name: string; next: string }> = {
  created: { name: "Created", next: "to be sent to the client" },
  transferred: { name: "Transferred", next: "for the client to accept" },
  accepted: { name: "Accepted", next: "to be invoiced" },
  invoiced: { name: "Invoiced", next: "to be posted by the client" },
};

const columns = [
  { band: 0, label: "Under 30 days" },
  { band: 1, label: "30–59 days" },
  { band: 2, label: "60–89 days" },
  { band: 3, label: "90 days and more" },
] as const;

/** Where quantity surveys wait on their way to being posted, and for how long. */
export function StageAges({ stages, look }: { stages: readonly StageAge[]; look: MoneyLook }) {
  const unasked = waitingSince(
    stages.find(({ stage }) => stage === "accepted"),
    1,
  );
  const undated = stages.some(({ bands }) => bands.some(({ band }) => band === null));
  return (
    <Card>
      <CardHeader>
        <div>
          <CardTitle>Where billings are waiting</CardTitle>
          <CardDescription>
            Quantity surveys that are not posted yet, by how long they have been where they are.
          </CardDescription>
        </div>
        <Hint about="Where billings are waiting">
          A quantity survey is created, transferred to the client, accepted, invoiced and posted. Days are
          counted from the date of the step it stands at. Posted, withdrawn and surveys without a known order
          are left out.
          {undated ? " Surveys without any date are in the sum only." : ""}
        </Hint>
      </CardHeader>
      {unasked.count > 0 ? (
        <CardContent className="pb-0">
          <Alert
            tone="warning"
            title={
              <>
                <Money value={unasked.total} {...look} /> can be invoiced now.
              </>
            }
            actions={
              <Button variant="outline" size="sm" asChild>
                <Link href={uninvoicedSurveys}>See these surveys</Link>
              </Button>
            }
          >
            The client accepted <Count value={unasked.count} of="quantity survey" /> at least 30 days ago, and
            no invoice was written.
          </Alert>
        </CardContent>
      ) : null}
      {stages.length === 0 ? (
        <EmptyState icon={CircleCheck} title="Nothing is waiting">
          Every quantity survey that counts is posted.
        </EmptyState>
      ) : (
        <Table label="Quantity surveys waiting, by step and days" className="mt-3" stacked>
          <TableHeader>
            <TableRow>
              <TableHead>Step</TableHead>
              {columns.map(({ band, label }) => (
                <TableHead key={band} align="right">
                  {label}
                </TableHead>
              ))}
              <TableHead align="right">Together</TableHead>
            </TableRow>
          </TableHeader>
          <TableBody>
            {stages.map((stage) => (
              <TableRow key={stage.stage}>
                <StackedCell wide>
                  <RowLink href={paths.quantitySurveys({ ...counted, stage: stage.stage })}>
                    {waitsFor[stage.stage].name}
                  </RowLink>
                  <span className="block min-w-32 text-xs text-muted-foreground">
                    waits {waitsFor[stage.stage].next}
                  </span>
                </StackedCell>
                {columns.map(({ band, label }) => {
                  const cell = stage.bands.find((candidate) => candidate.band === band);
                  const late = stage.stage === "accepted" && band >= 1 && cell !== undefined;
                  return (
                    <StackedCell
                      label={label}
                      key={band}
                      align="right"
                      className={cn(late && "bg-level-warning-surface")}
                    >
                      <Money value={cell?.total ?? null} {...look} />
                      {cell ? <Surveys count={cell.count} /> : null}
                    </StackedCell>
                  );
                })}
                <StackedCell label="Together" align="right" className="font-medium">
                  <Money value={stage.total} {...look} />
                  <Surveys count={stage.count} />
                </StackedCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      )}
    </Card>
  );
}

function Surveys({ count }: { count: number }) {
  return (
    <span className="block text-xs font-normal text-muted-foreground">
      <Count value={count} of="survey" />
    </span>
  );
}
