import { FileSpreadsheet, SearchX } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { Suspense } from "react";
import { KeysetPager } from "@/components/data-table";
import { EmptyState } from "@/components/empty-state";
import { PageHeader } from "@/components/page-header";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Skeleton } from "@/components/ui/skeleton";
import { SurveyFilterPanel } from "@/features/quantity-surveys/components/survey-filters";
import { SurveyList } from "@/features/quantity-surveys/components/survey-list";
import { SurveyTotalsLine } from "@/features/quantity-surveys/components/survey-totals";
import { surveysHref } from "@/features/quantity-surveys/lib/survey-address";
import { todayIn } from "@/features/quantity-surveys/lib/survey-stage";
import { searchSurveys, surveyTotals } from "@/features/quantity-surveys/queries";
import { surveyFiltersFrom } from "@/features/quantity-surveys/schema";
import { requireMember } from "@/libs/access/membership";
import { paths } from "@/libs/paths";
import type { SearchParams } from "@/libs/query-parameters";

export const metadata: Metadata = { title: "Quantity surveys" };

export default async function QuantitySurveysPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const [{ organization }, params] = await Promise.all([requireMember(), searchParams]);
  const filters = surveyFiltersFrom(params);
  const isFiltered = Object.values(filters).some((value) => value !== undefined);
  const question = { organizationId: organization.id, filters, today: todayIn(organization.timeZone) };
  const format = { currency: organization.currency, locale: organization.locale };
  const page = await searchSurveys(question, { after: params.after, before: params.before });
  return (
    <>
      <PageHeader
        title="Quantity surveys"
        description="Billing claims against your purchase order lines, newest first, with how far each has come."
      />
      {page.rows.length > 0 || isFiltered ? <SurveyFilterPanel filters={filters} /> : null}
      <Card>
        {page.rows.length > 0 ? (
          <>
            <div className="border-b px-4 py-3">
              <Suspense fallback={<Skeleton className="h-5 w-72 max-w-full" />}>
                <SurveyTotalsLine totals={surveyTotals(question)} {...format} />
              </Suspense>
            </div>
            <SurveyList rows={page.rows} today={question.today} {...format} />
            <KeysetPager
              label="Quantity surveys"
              summary={`${page.rows.length} on this page`}
              previousHref={page.before && surveysHref(filters, { before: page.before })}
              nextHref={page.after && surveysHref(filters, { after: page.after })}
            />
          </>
        ) : isFiltered ? (
          <EmptyState
            icon={SearchX}
            title="No quantity survey matches"
            action={
              <Button variant="outline" asChild>
                <Link href={surveysHref({})}>Clear filters</Link>
              </Button>
            }
          >
            Nothing fits the search and all filters together. Loosen one, or clear them.
          </EmptyState>
        ) : (
          <EmptyState
            icon={FileSpreadsheet}
            title="No quantity surveys yet"
            action={
              <Button asChild>
                <Link href={paths.newImport}>Import a file</Link>
              </Button>
            }
          >
            Download the quantity survey file from the client’s portal and import it here.
          </EmptyState>
        )}
      </Card>
    </>
  );
}
