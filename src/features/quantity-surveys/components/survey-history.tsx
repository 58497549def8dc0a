import Link from "next/link";
import { DateText } from "@/components/date-text";
import { Money } from "@/components/money";
import type { SurveyChange } from "@/features/quantity-surveys/detail-queries";
import { surveyFieldLabel } from "@/features/quantity-surveys/lib/survey-fields";
import { isIsoDate } from "@/libs/calendar-date";
import { paths } from "@/libs/paths";

const actionWords: Readonly<Record<SurveyChange["action"], string>> = {
  changed: "Changed",
  withdrawn: "Withdrawn: a full export no longer held it, so it stopped counting",
  restored: "Restored: an export held it again, so it counts again",
  linked: "Linked: its purchase order arrived, so it counts from now on",
};

type SurveyHistoryProps = {
  changes: readonly SurveyChange[];
  currency: string;
  locale: string;
  timeZone: string;
};

/** What each import changed, with the former and the new value. */
export function SurveyHistory({ changes, timeZone, ...format }: SurveyHistoryProps) {
  if (changes.length === 0) {
    return <p className="text-muted-foreground">No import has changed this survey since it first arrived.</p>;
  }
  return (
    <ol className="space-y-5">
      {changes.map((change) => (
        <li key={`${change.import_job_id} ${change.action}`} className="space-y-1.5">
          <p className="font-medium">{actionWords[change.action]}</p>
          <dl className="space-y-1">
            {change.fields
              .filter(({ field }) => surveyFieldLabel(field) !== null)
              .map(({ field, before, after }) => (
                <div key={field} className="flex flex-wrap gap-x-2">
                  <dt className="text-muted-foreground">{surveyFieldLabel(field)}</dt>
                  <dd className="wrap-anywhere">
                    <del>
                      <span className="sr-only">from </span>
                      <ChangedValue field={field} value={before} {...format} />
                    </del>
                    <span aria-hidden> → </span>
                    <ins className="font-medium no-underline">
                      <span className="sr-only">to </span>
                      <ChangedValue field={field} value={after} {...format} />
                    </ins>
                  </dd>
                </div>
              ))}
          </dl>
          <p className="text-[0.8125rem] text-muted-foreground">
            <DateText value={change.happened_at} withTime timeZone={timeZone} />
            {change.actor ? ` by ${change.actor}` : ""}, from{" "}
            <Link
              href={paths.importJob(change.import_job_id)}
              className="rounded-sm text-link underline underline-offset-4 wrap-anywhere"
            >
              {change.file_name}
            </Link>
          </p>
        </li>
      ))}
    </ol>
  );
}

function ChangedValue({
  field,
  value,
  ...format
}: {
  field: string;
  value: string | null;
  currency: string;
  locale: string;
}) {
  if (value === null) return "blank";
  if (field === "total") return <Money value={value} {...format} />;
  if (isIsoDate(value)) return <DateText value={value} />;
  return value;
}
