import { numberFormatter } from "@/libs/formatters";
import type { ReactNode } from "react";
import { Hint } from "@/components/hint";
import { Money } from "@/components/money";
import { type SurveyQuestion, surveyTotals } from "@/features/quantity-surveys/queries";

type SurveyTotalsLineProps = { question: SurveyQuestion; currency: string; locale: string };

/** What the filtered surveys add up to, those that count in no purchase order's total apart. Suspends. */
export async function SurveyTotalsLine({ question, ...format }: SurveyTotalsLineProps) {
  const found = await surveyTotals(question);
  const number = numberFormatter(format.locale);
  if (!found.is_complete) {
    return (
      <p className="text-[0.8125rem] text-muted-foreground">
        More than {number.format(found.row_count - 1)} quantity surveys match. Narrow the filters, by purchase
        order or period for example, to see what they add up to.
      </p>
    );
  }
  return (
    <dl className="flex flex-wrap items-center gap-x-6 gap-y-1 text-[0.8125rem]">
      <Sum label="Found" count={number.format(found.row_count)} />
      <Sum label="Count as spent" count={number.format(found.counted_count)}>
        <Money value={found.counted_total} {...format} className="font-medium" />
      </Sum>
      {found.orphan_count > 0 ? (
        <Sum label="Orphans" count={number.format(found.orphan_count)}>
          <Money value={found.orphan_total} {...format} />
        </Sum>
      ) : null}
      {found.withdrawn_count > 0 ? (
        <Sum label="Withdrawn" count={number.format(found.withdrawn_count)}>
          <Money value={found.withdrawn_total} {...format} />
        </Sum>
      ) : null}
      <div>
        <dt className="sr-only">Explanation</dt>
        <dd>
          <Hint about="Totals">
            Over all quantity surveys that match the filters, not only this page. A survey counts as spent
            when its purchase order is in AESTrak and the client has not withdrawn it.
          </Hint>
        </dd>
      </div>
    </dl>
  );
}

function Sum({ label, count, children }: { label: string; count: string; children?: ReactNode }) {
  return (
    <div className="flex gap-1.5">
      <dt className="text-muted-foreground">{label}</dt>
      <dd className="flex flex-wrap gap-x-1.5 tabular-nums">
        {children}
        <span className={children ? "text-muted-foreground" : "font-medium"}>
          {children ? `(${count})` : count}
        </span>
      </dd>
    </div>
  );
}
