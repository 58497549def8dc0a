import Link from "next/link";
import { KeysetPager } from "@/components/data-table";
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from "@/components/ui/card";
import { SurveyList } from "@/features/quantity-surveys/components/survey-list";
import { surveysHref } from "@/features/quantity-surveys/lib/survey-address";
import type { SurveyRow } from "@/features/quantity-surveys/queries";
import type { KeysetPage } from "@/libs/keyset-page";
import { paths } from "@/libs/paths";

type OrderSurveysProps = {
  orderId: string;
  page: KeysetPage<SurveyRow>;
  today: string;
  currency: string;
  locale: string;
};

/** The quantity surveys of one purchase order line, newest first, paged within the line's own page. */
export function OrderSurveys({ orderId, page, today, ...format }: OrderSurveysProps) {
  const pageHref = (filters: { after?: string | null; before?: string | null }) =>
    `${paths.purchaseOrder(orderId, filters)}#surveys`;
  return (
    <Card id="surveys" className="scroll-mt-20">
      <CardHeader>
        <div>
          <CardTitle>Quantity surveys</CardTitle>
          <CardDescription>
            Newest first. Struck ones were withdrawn by the client and don’t count.
          </CardDescription>
        </div>
        <Link
          href={surveysHref({ order: orderId })}
          className="rounded-sm text-[0.8125rem] text-link hover:underline"
        >
          Search and filter them
        </Link>
      </CardHeader>
      {page.rows.length === 0 ? (
        <CardContent className="text-muted-foreground">
          Nothing is billed against this line yet. Its surveys appear here with the next import that holds
          them.
        </CardContent>
      ) : (
        <div className="mt-3 border-t">
          <SurveyList rows={page.rows} today={today} withOrder={false} {...format} />
          {page.before || page.after ? (
            <KeysetPager
              label="Quantity surveys of this line"
              summary={`${page.rows.length} on this page`}
              previousHref={page.before && pageHref({ before: page.before })}
              nextHref={page.after && pageHref({ after: page.after })}
            />
          ) : null}
        </div>
      )}
    </Card>
  );
}
