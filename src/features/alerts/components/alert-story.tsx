import {
  BellRing,
  CircleCheck,
  Clock,
  Eye,
  RotateCcw,
  TrendingDown,
  TrendingUp,
  Undo2,
  type LucideIcon,
} from "lucide-react";
import Link from "next/link";
import { DateText } from "@/components/date-text";
import { Money } from "@/components/money";
import { Card, CardContent, CardHeader, CardTitle } from "@/components/ui/card";
import type { AlertStep } from "@/features/alerts/queries";
import { paths } from "@/libs/paths";
import { type UtilizationLevel, utilizationLevelLabel } from "@/types/domain";

const icons: Record<AlertStep["event"], LucideIcon> = {
  opened: BellRing,
  escalated: TrendingUp,
  deescalated: TrendingDown,
  acknowledged: Eye,
  returned: RotateCcw,
  snoozed: Clock,
  resolved: CircleCheck,
  reopened: RotateCcw,
  undone: Undo2,
};

const levelWord = (level: UtilizationLevel | null) =>
  level ? utilizationLevelLabel[level].toLowerCase() : "on track";

const headlines: Record<AlertStep["event"], (before: string, after: string) => string> = {
  opened: (_before, after) => `Opened: the order became ${after}`,
  escalated: (before, after) => `Got worse: from ${before} to ${after}`,
  deescalated: (before, after) => `Got better: from ${before} to ${after}`,
  acknowledged: () => "Acknowledged",
  returned: () => "Came back",
  snoozed: () => "Put aside",
  resolved: () => "Resolved",
  reopened: () => "Opened again",
  undone: (before, after) => `Back from ${before} to ${after}: the import was undone`,
};

type AlertStoryProps = {
  steps: readonly AlertStep[];
  organization: { currency: string; locale: string; timeZone: string };
};

/** What happened to an alert from its opening on: who or which import, and the figures at that time. */
export function AlertStory({ steps, organization: { currency, locale, timeZone } }: AlertStoryProps) {
  return (
    <Card>
      <CardHeader>
        <CardTitle>What happened so far</CardTitle>
      </CardHeader>
      <CardContent>
        <ol className="space-y-5">
          {steps.map((step) => {
            const Icon = icons[step.event];
            return (
              <li key={step.id} className="flex gap-3">
                <span className="grid size-7 shrink-0 place-items-center rounded-full border bg-muted text-muted-foreground">
                  <Icon aria-hidden className="size-3.5" />
                </span>
                <div className="min-w-0 space-y-0.5">
                  <p className="font-medium">
                    {headlines[step.event](levelWord(step.level_before), levelWord(step.level_after))}
                  </p>
                  <p className="text-[0.8125rem] text-muted-foreground">
                    <DateText value={step.created_at} withTime timeZone={timeZone} />
                    <Origin step={step} />
                  </p>
                  {step.order_value && step.total_spent ? (
                    <p className="text-[0.8125rem] text-muted-foreground">
                      <Money value={step.total_spent} currency={currency} locale={locale} /> of{" "}
                      <Money value={step.order_value} currency={currency} locale={locale} /> billed at that
                      time
                    </p>
                  ) : null}
                  {step.raise_expected_by ? (
                    <p className="text-[0.8125rem]">
                      The client should raise the value by <DateText value={step.raise_expected_by} />
                    </p>
                  ) : null}
                  {step.snoozed_until ? (
                    <p className="text-[0.8125rem]">
                      Until <DateText value={step.snoozed_until} />
                    </p>
                  ) : null}
                  {step.note ? (
                    <p className="rounded-md bg-muted px-3 py-2 wrap-anywhere whitespace-pre-line">
                      {step.note}
                    </p>
                  ) : null}
                </div>
              </li>
            );
          })}
        </ol>
      </CardContent>
    </Card>
  );
}

/** Through whom or what a step came about. */
function Origin({ step }: { step: AlertStep }) {
  if (step.import_job_id) {
    return (
      <>
        , through the import{" "}
        <Link
          href={paths.importJob(step.import_job_id)}
          className="text-link underline underline-offset-4 wrap-anywhere"
        >
          {step.file_name}
        </Link>
      </>
    );
  }
  if (step.acted_by_name === null) return <>, by AESTrak itself</>;
  const automatic = ["opened", "escalated", "deescalated"].includes(step.event);
  return automatic ? (
    <>, through new thresholds set by {step.acted_by_name}</>
  ) : (
    <>, by {step.acted_by_name}</>
  );
}
