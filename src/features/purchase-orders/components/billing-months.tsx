import Link from "next/link";
import { Money } from "@/components/money";
import type { BillingMonth } from "@/features/purchase-orders/detail-queries";
import { lastDayOfMonth, monthBars } from "@/features/purchase-orders/lib/month-bars";
import { cn } from "@/libs/class-names";
import { counted, formatMonth } from "@/libs/formatters";
import { paths } from "@/libs/paths";

type BillingMonthsProps = {
  orderId: string;
  months: readonly BillingMonth[];
  currency: string;
  locale: string;
};

/** What was billed per month as bars, newest first; each month leads to its quantity surveys. */
export function BillingMonths({ orderId, months, ...format }: BillingMonthsProps) {
  if (months.length === 0) {
    return <p className="text-muted-foreground">Nothing is billed against this line yet.</p>;
  }
  return (
    <ul className="space-y-2">
      {monthBars(months)
        .toReversed()
        .map(({ month, total, survey_count, share, isCredit }) => (
          <li
            key={month ?? "undated"}
            className="grid grid-cols-[5rem_minmax(3rem,1fr)_auto] items-center gap-x-3"
          >
            <span className="text-[0.8125rem]">
              {month === null ? (
                "No date"
              ) : (
                <Link
                  href={paths.quantitySurveys({
                    order: orderId,
                    withdrawn: "without",
                    from: month,
                    to: lastDayOfMonth(month),
                  })}
                  className="rounded-sm text-link hover:underline"
                >
                  {formatMonth(month, format.locale)}
                </Link>
              )}
            </span>
            <svg aria-hidden focusable="false" className="h-3 w-full overflow-hidden rounded-sm">
              <rect width="100%" height="100%" className="fill-muted" />
              <rect
                width={`${share}%`}
                height="100%"
                className={cn(isCredit ? "fill-level-warning" : "fill-brand")}
              />
            </svg>
            <span className="text-right text-[0.8125rem] tabular-nums">
              <Money value={total} {...format} />
              <span className="block text-xs text-muted-foreground">
                {counted(survey_count, "survey", "surveys", format.locale)}
                {isCredit ? ", credit" : ""}
              </span>
            </span>
          </li>
        ))}
    </ul>
  );
}
