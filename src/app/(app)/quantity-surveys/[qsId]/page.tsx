import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache, Suspense } from "react";
import { DetailSkeleton } from "@/components/detail-skeleton";
import { PageHeader } from "@/components/page-header";
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from "@/components/ui/card";
import { FieldList } from "@/features/quantity-surveys/components/field-list";
import { ImportOriginLine } from "@/features/quantity-surveys/components/import-origin-line";
import { StageStepper } from "@/features/quantity-surveys/components/stage-stepper";
import { SurveyHistory } from "@/features/quantity-surveys/components/survey-history";
import { SurveyOrderCard } from "@/features/quantity-surveys/components/survey-order-card";
import { SurveyStanding } from "@/features/quantity-surveys/components/survey-standing";
import { orderOfSurvey, surveyById, surveyHistory } from "@/features/quantity-surveys/detail-queries";
import { attributeEntries, surveyEntries } from "@/features/quantity-surveys/lib/field-entries";
import { todayIn } from "@/libs/today";
import { importOrigin } from "@/features/quantity-surveys/queries";
import { rowId } from "@/libs/query-parameters";
import { requireMember } from "@/libs/access/membership";
import { paths } from "@/libs/paths";

type PageProps = { params: Promise<{ qsId: string }> };

const load = cache(async (given: string) => {
  const { organization, timeZone } = await requireMember();
  const id = rowId.safeParse(given);
  const survey = id.success ? await surveyById(organization.id, id.data) : null;
  return survey ? { organization, timeZone, survey } : notFound();
});

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  const { survey } = await load((await params).qsId);
  return { title: `Quantity survey ${survey.qs_number}` };
}

export default async function QuantitySurveyPage({ params }: PageProps) {
  // Asked before anything is sent, so that an unknown one is answered with 404; the rest comes under a skeleton.
  const found = await load((await params).qsId);
  const { survey } = found;
  return (
    <>
      <PageHeader
        breadcrumb={[
          { label: "Quantity surveys", href: paths.quantitySurveys() },
          { label: survey.qs_number },
        ]}
        title={`Quantity survey ${survey.qs_number}${survey.part_no > 1 ? `, part ${survey.part_no}` : ""}`}
        description={survey.short_text}
      />
      <Suspense fallback={<DetailSkeleton />}>
        <SurveyDetail {...found} />
      </Suspense>
    </>
  );
}

async function SurveyDetail({ organization, timeZone, survey }: Awaited<ReturnType<typeof load>>) {
  const { id: organizationId, currency, locale } = organization;
  const [order, origin, firstOrigin, history] = await Promise.all([
    survey.purchase_order_id ? orderOfSurvey(organizationId, survey.purchase_order_id) : null,
    importOrigin(organizationId, survey.import_job_id),
    importOrigin(organizationId, survey.first_import_job_id),
    surveyHistory(organizationId, survey.id),
  ]);
  const today = todayIn(organization.timeZone);
  const format = { currency, locale };
  return (
    <div className="space-y-5">
      <SurveyStanding survey={survey} today={today} {...format} />
      <Card>
        <CardHeader>
          <div>
            <CardTitle>How far it has come</CardTitle>
            <CardDescription>By the dates and numbers in the client’s file.</CardDescription>
          </div>
        </CardHeader>
        <CardContent>
          <StageStepper survey={survey} today={today} />
        </CardContent>
      </Card>
      <SurveyOrderCard survey={survey} order={order} thresholds={organization.thresholds} {...format} />
      <Card>
        <CardHeader>
          <div className="space-y-1">
            <CardTitle>All fields</CardTitle>
            <ImportOriginLine origin={origin} row={survey.source_row} timeZone={timeZone} />
          </div>
        </CardHeader>
        <CardContent>
          <FieldList
            fields={surveyEntries(survey, format)}
            attributes={attributeEntries(survey.attributes)}
          />
        </CardContent>
      </Card>
      <Card>
        <CardHeader>
          <div>
            <CardTitle>Changes by imports</CardTitle>
            <CardDescription>First imported from {firstOrigin.fileName}.</CardDescription>
          </div>
        </CardHeader>
        <CardContent>
          <SurveyHistory changes={history} timeZone={timeZone} {...format} />
        </CardContent>
      </Card>
    </div>
  );
}
