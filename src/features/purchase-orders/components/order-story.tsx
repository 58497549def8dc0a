import { ArrowRightLeft, Bell, FileInput, type LucideIcon } from "lucide-react";
import Link from "next/link";
import { DateText } from "@/components/date-text";
import type { OrderEvent } from "@/features/purchase-orders/detail-queries";
import { type FieldChange, tellEvent } from "@/features/purchase-orders/lib/event-words";
import { paths } from "@/libs/paths";

const icons: Readonly<Record<"first_import" | "changed", LucideIcon>> = {
  first_import: FileInput,
  changed: ArrowRightLeft,
};

type OrderStoryProps = { events: readonly OrderEvent[]; currency: string; locale: string; timeZone: string };

/** What happened to a line, newest first: changes by imports, status, alerts, its first import. */
export function OrderStory({ events, timeZone, ...format }: OrderStoryProps) {
  return (
    <ol className="space-y-4">
      {events.map((event) => {
        const { title, detail, changes } = tellEvent(event, format);
        const Icon = event.kind === "first_import" || event.kind === "changed" ? icons[event.kind] : Bell;
        return (
          <li key={`${event.happened_at} ${event.kind}`} className="flex gap-3">
            <span className="grid size-7 shrink-0 place-items-center rounded-full bg-muted text-muted-foreground">
              <Icon aria-hidden className="size-3.5" />
            </span>
            <div className="min-w-0 space-y-0.5 wrap-anywhere">
              <p className="font-medium">{title}</p>
              {detail ? <p>{detail}</p> : null}
              <LesserChanges changes={changes} />
              <p className="text-[0.8125rem] text-muted-foreground">
                <DateText value={event.happened_at} withTime timeZone={timeZone} />
                {event.actor ? ` by ${event.actor}` : ""}
                <EventSource event={event} />
              </p>
            </div>
          </li>
        );
      })}
    </ol>
  );
}

function LesserChanges({ changes }: { changes: readonly FieldChange[] }) {
  if (changes.length === 0) return null;
  return (
    <ul className="text-[0.8125rem]">
      {changes.map(({ label, before, after }) => (
        <li key={label}>
          <span className="text-muted-foreground">{label}:</span> {before} → {after}
        </li>
      ))}
    </ul>
  );
}

function EventSource({ event }: { event: OrderEvent }) {
  const link = "rounded-sm text-link underline underline-offset-4";
  if (event.alert_id) {
    return (
      <>
        {" · "}
        <Link href={paths.alert(event.alert_id)} className={link}>
          Alert
        </Link>
      </>
    );
  }
  if (!event.import_job_id) return null;
  return (
    <>
      {", from "}
      <Link href={paths.importJob(event.import_job_id)} className={link}>
        {event.note ?? "its import"}
      </Link>
    </>
  );
}
