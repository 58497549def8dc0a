import type { Metadata } from "next";
import { PageHeader } from "@/components/page-header";
import { RecordList } from "@/components/record-list";
import { SurveyFilterPanel } from "@/features/quantity-surveys/components/survey-filters";
import { SurveyList } from "@/features/quantity-surveys/components/survey-list";
import { SurveyTotalsLine } from "@/features/quantity-surveys/components/survey-totals";
import { surveysHref } from "@/features/quantity-surveys/lib/survey-address";
import { todayIn } from "@/libs/today";
import { searchSurveys } from "@/features/quantity-surveys/queries";
import { surveyFiltersFrom } from "@/features/quantity-surveys/schema";
import { requireMember } from "@/libs/access/membership";
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
      <RecordList
        name="quantity survey"
        count={page.rows.length}
        isFiltered={isFiltered}
        clearHref={surveysHref({})}
        previousHref={page.before && surveysHref(filters, { before: page.before })}
        nextHref={page.after && surveysHref(filters, { after: page.after })}
        totals={<SurveyTotalsLine question={question} {...format} />}
      >
        <SurveyList rows={page.rows} today={question.today} {...format} />
      </RecordList>
    </>
  );
}
