import { Clock } from "lucide-react";
import { Badge } from "@/components/ui/badge";
import {
  daysInStage,
  isUninvoicedTooLong,
  type StageDates,
  stageWords,
} from "@/features/quantity-surveys/lib/survey-stage";

/** The stage of a survey and how long it has waited there; highlighted when it should have been invoiced. */
export function StageBadge({ survey, today }: { survey: StageDates; today: string }) {
  const days = daysInStage(survey, today);
  const late = isUninvoicedTooLong(survey, today);
  return (
    <Badge variant={late ? "warning" : survey.stage === "posted" ? "success" : "neutral"}>
      {late ? <Clock aria-hidden /> : null}
      {stageWords[survey.stage].label}
      {days === null ? null : (
        <span className="tabular-nums">
          <span aria-hidden>· {days === 0 ? "today" : `${days} d`}</span>
          <span className="sr-only">{days === 0 ? "today" : `for ${days} days`}</span>
        </span>
      )}
      {late ? <span className="sr-only">, not invoiced</span> : null}
    </Badge>
  );
}
