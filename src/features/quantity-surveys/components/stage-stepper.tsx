import { Check, Circle, CircleDot } from "lucide-react";
import { DateText } from "@/components/date-text";
import { daysInStage, stageWords } from "@/features/quantity-surveys/lib/survey-stage";
import type { Survey } from "@/features/quantity-surveys/detail-queries";
import { surveyStages } from "@/features/quantity-surveys/schema";
import { cn } from "@/libs/class-names";

/** The five stages with their days; the present one says how long the survey has waited in it. */
export function StageStepper({ survey, today }: { survey: Survey; today: string }) {
  const present = surveyStages.indexOf(survey.stage);
  const days = daysInStage(survey, today);
  const evidence = {
    created: <DateText value={survey.created_date} />,
    transferred: <DateText value={survey.transferred_date} />,
    accepted: <DateText value={survey.accepted_date} />,
    invoiced: (
      <>
        <DateText value={survey.invoice_date} />
        {survey.invoice_number ? (
          <span className="block wrap-anywhere">No. {survey.invoice_number}</span>
        ) : null}
      </>
    ),
    posted: survey.accounting_document ? (
      <span className="wrap-anywhere">Document {survey.accounting_document}</span>
    ) : (
      <DateText value={null} />
    ),
  };
  return (
    <ol className="grid gap-4 sm:grid-cols-5">
      {surveyStages.map((stage, index) => {
        const Icon =
          index < present || survey.stage === "posted" ? Check : index === present ? CircleDot : Circle;
        return (
          <li
            key={stage}
            aria-current={index === present ? "step" : undefined}
            className={cn(
              "flex gap-2.5 border-t-2 pt-3",
              index <= present ? "border-brand" : "border-border",
            )}
          >
            <Icon
              aria-hidden
              className={cn(
                "mt-0.5 size-4 shrink-0",
                index <= present ? "text-link" : "text-muted-foreground",
              )}
            />
            <div className="min-w-0 space-y-0.5">
              <p className={cn("font-medium", index > present && "text-muted-foreground")}>
                {stageWords[stage].label}
                <span className="sr-only">
                  {index < present ? ", passed" : index === present ? ", present stage" : ", not reached"}
                </span>
              </p>
              <div className="text-[0.8125rem] text-muted-foreground">{evidence[stage]}</div>
              {index === present && days !== null ? (
                <p className="text-[0.8125rem] font-medium tabular-nums">
                  {days === 1 ? "1 day" : `${days} days`} in this stage
                </p>
              ) : null}
              <p className="text-xs text-muted-foreground">{stageWords[stage].meaning}</p>
            </div>
          </li>
        );
      })}
    </ol>
  );
}
