"use client";

import { FileSpreadsheet } from "lucide-react";
import Link from "next/link";
import { RowLink } from "@/components/data-table";
import { DateText } from "@/components/date-text";
import { EmptyState } from "@/components/empty-state";
import { Money } from "@/components/money";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card, CardFooter, CardHeader, CardTitle } from "@/components/ui/card";
import { StackedCell, Table, TableBody, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import type { RecentSurvey } from "@/features/dashboard/schema";
import { paths } from "@/libs/paths";
import type { MoneyLook } from "./money-look";

const stageNames = {
  created: "Created",
  transferred: "Transferred",
  accepted: "Accepted",
  invoiced: "Invoiced",
  posted: "Posted",
} as const;

/** The quantity surveys that were created last. */
export function RecentSurveys({ surveys, look }: { surveys: readonly RecentSurvey[]; look: MoneyLook }) {
  return (
    <Card className="flex min-w-0 flex-col">
      <CardHeader className="pb-3">
        <CardTitle>Latest quantity surveys</CardTitle>
      </CardHeader>
      {surveys.length === 0 ? (
        <EmptyState icon={FileSpreadsheet} title="No quantity surveys yet">
          They appear here after the first import of a quantity survey file.
        </EmptyState>
      ) : (
        <Table label="Latest quantity surveys" stacked>
          <TableHeader>
            <TableRow>
              <TableHead>Survey</TableHead>
              <TableHead>Purchase order</TableHead>
              <TableHead>Created</TableHead>
              <TableHead>Step</TableHead>
              <TableHead align="right">Total</TableHead>
            </TableRow>
          </TableHeader>
          <TableBody>
            {surveys.map((survey) => (
              <TableRow key={survey.id}>
                <StackedCell wide>
                  <RowLink href={paths.quantitySurvey(survey.id)}>{survey.qs_number}</RowLink>
                  <span className="line-clamp-1 min-w-28 text-xs text-muted-foreground">{survey.text}</span>
                </StackedCell>
                <StackedCell label="Purchase order" className="whitespace-nowrap">
                  {survey.purchase_order_id === null ? (
                    <>
                      {survey.purchase_order_no}
                      <span className="block text-xs text-muted-foreground">unknown order</span>
                    </>
                  ) : (
                    <RowLink href={paths.purchaseOrder(survey.purchase_order_id)}>
                      {survey.purchase_order_no}
                    </RowLink>
                  )}
                </StackedCell>
                <StackedCell label="Created" className="whitespace-nowrap">
                  <DateText value={survey.created_date} />
                </StackedCell>
                <StackedCell label="Step">
                  <Badge>{stageNames[survey.stage]}</Badge>
                </StackedCell>
                <StackedCell label="Total" align="right">
                  <Money value={survey.total} {...look} />
                </StackedCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      )}
      <CardFooter className="mt-auto">
        <Button variant="ghost" size="sm" asChild>
          <Link href={paths.quantitySurveys()}>All quantity surveys</Link>
        </Button>
      </CardFooter>
    </Card>
  );
}
