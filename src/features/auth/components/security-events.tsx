import { DateText } from "@/components/date-text";
import { Badge } from "@/components/ui/badge";
import { isRefusal, securityEventWords } from "@/features/auth/lib/security-event-words";
import type { SecurityEvent } from "@/features/auth/queries";

/** @param timeZone IANA; in which instants are shown */
export function SecurityEvents({ events, timeZone }: { events: readonly SecurityEvent[]; timeZone: string }) {
  if (events.length === 0) return <p className="text-muted-foreground">Nothing was recorded yet.</p>;
  return (
    <ul aria-label="Recent activity" className="divide-y">
      {events.map((event) => (
        <li key={`${event.at} ${event.action}`} className="py-2.5 first:pt-0 last:pb-0">
          <p className="flex flex-wrap items-center gap-2 font-medium">
            {securityEventWords(event.action)}
            {isRefusal(event.action) ? <Badge variant="warning">Refused</Badge> : null}
          </p>
          <p className="text-muted-foreground">
            <DateText value={event.at} withTime timeZone={timeZone} />, {event.device}
            {event.address ? <span className="wrap-anywhere">, {event.address}</span> : null}
          </p>
        </li>
      ))}
    </ul>
  );
}
