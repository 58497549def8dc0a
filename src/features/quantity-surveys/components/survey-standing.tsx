import Link from "next/link";
import { Money } from "@/components/money";
import { Alert } from "@/components/ui/alert";
import type { Survey } from "@/features/quantity-surveys/detail-queries";
import { surveysHref } from "@/features/quantity-surveys/lib/survey-address";
import { daysInStage, isUninvoicedTooLong } from "@/features/quantity-surveys/lib/survey-stage";

type SurveyStandingProps = { survey: Survey; today: string; currency: string; locale: string };

/** What the survey is worth, whether it counts, and what should be done about it. */
export function SurveyStanding({ survey, today, ...format }: SurveyStandingProps) {
  const isWithdrawn = survey.withdrawn_at !== null;
  const isOrphan = survey.purchase_order_id === null;
  return (
    <div className="space-y-3">
      <p className="flex flex-wrap items-baseline gap-x-3">
        <Money
          value={survey.total}
          {...format}
          className={isWithdrawn ? "text-2xl font-semibold line-through" : "text-2xl font-semibold"}
        />
        <span className="text-muted-foreground">
          {isWithdrawn || isOrphan ? "billed, but not counted as spent" : "billed, counted as spent"}
        </span>
      </p>
      {isWithdrawn ? (
        <Alert tone="warning" title="Withdrawn by the client">
          A full export no longer held this survey. It is kept, but counts in no total; if it comes back in a
          later export, it counts again.
        </Alert>
      ) : null}
      {isOrphan ? (
        <Alert tone="warning" title="Orphan: its purchase order is not in AESTrak yet">
          Nothing is known of purchase order {survey.purchase_order_no}, so this survey counts in no total. It
          links itself when the order arrives with an import.{" "}
          <Link href={surveysHref({ orphans: "only" })} className="text-link underline underline-offset-4">
            All orphans
          </Link>
        </Alert>
      ) : null}
      {!isWithdrawn && isUninvoicedTooLong(survey, today) ? (
        <Alert tone="warning" title="Accepted, but not invoiced">
          The client accepted it {daysInStage(survey, today)} days ago and nobody has asked for the money:
          send the invoice.{" "}
          <Link
            href={surveysHref({ waiting: "uninvoiced" })}
            className="text-link underline underline-offset-4"
          >
            All of these
          </Link>
        </Alert>
      ) : null}
    </div>
  );
}
