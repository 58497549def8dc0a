import {
  BellRing,
  CircleCheck,
  Clock,
  Eye,
  MessageSquare,
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
import { causeSentence } from "@/libs/alert-cause";
import { centsToDecimal, decimalToCents } from "@/libs/money";
import { paths } from "@/libs/paths";
import { levelLabel, type UtilizationLevel } from "@/types/domain";

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
  commented: MessageSquare,
};

const levelWord = (level: UtilizationLevel | null, remaining: string | null = null) =>
  level ? levelLabel(level, remaining).toLowerCase() : "on track";

/** What was left of the order at a step. */
const leftAt = ({ order_value: value, total_spent: spent }: AlertStep) =>
  value && spent ? centsToDecimal(decimalToCents(value) - decimalToCents(spent)) : null;

const headlines: Record<AlertStep["event"], (before: string, after: string) => string> = {
  opened: (_before, after) => `Opened: the order became ${after}`,
  escalated: (before, after) => `Got worse: from ${before} to ${after}`,
  deescalated: (before, after) => `Got better: from ${before} to ${after}`,
  acknowledged: () => "Acknowledged",
  returned: () => "Came back",
  snoozed: () => "Put aside",
  resolved: () => "Resolved",
  reopened: () => "Opened again",
  undone: (before, after) => (before === after ? `Back at ${after}` : `Back from ${before} to ${after}`),
  commented: () => "Commented",
};

type AlertStoryProps = {
  steps: readonly AlertStep[];
  organization: { currency: string; locale: string; timeZone: string };
};

/** What happened to an alert from its opening on: who or which import, and the figures at that time. */
export function AlertStory({ steps, organization: { currency, locale, timeZone } }: AlertStoryProps) {
  const look = { currency, locale };
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
                    {headlines[step.event](
                      levelWord(step.level_before),
                      levelWord(step.level_after, leftAt(step)),
                    )}
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
                  <Because step={step} look={look} />
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

/** Why a step came about, and what a person chose with it. */
function Because({ step, look }: { step: AlertStep; look: { currency: string; locale: string } }) {
  const { cause, facts } = step;
  if (cause !== "person") {
    const telling = { ...look, who: step.acted_by_name, file: step.file_name };
    return <p className="text-[0.8125rem]">{causeSentence(cause, facts, telling)}</p>;
  }
  if (facts.promised) {
    return (
      <p className="text-[0.8125rem]">
        The client should raise the value by <DateText value={facts.promised} />
      </p>
    );
  }
  return facts.until ? (
    <p className="text-[0.8125rem]">
      Until the end of <DateText value={facts.until} />
    </p>
  ) : null;
}

/** Through whom or what a step came about. */
function Origin({ step }: { step: AlertStep }) {
  if (step.cause === "person") return <>, by {step.acted_by_name ?? "somebody who has left"}</>;
  if (step.import_job_id === null) return null;
  return (
    <>
      , through {step.cause === "import_undone" ? "the undo of " : ""}the import{" "}
      <Link
        href={paths.importJob(step.import_job_id)}
        className="text-link underline underline-offset-4 wrap-anywhere"
      >
        {step.file_name}
      </Link>
    </>
  );
}
