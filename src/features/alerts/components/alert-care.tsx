import { DateText } from "@/components/date-text";
import type { AlertRow } from "@/features/alerts/queries";

/** Who looks after an alert and what they said, as one cell of the list. */
export function AlertCare({ alert, timeZone }: { alert: AlertRow; timeZone: string }) {
  const day = (value: string | null) => <DateText value={value} timeZone={timeZone} />;
  switch (alert.status) {
    case "open":
      return <span className="text-muted-foreground">Nobody yet</span>;
    case "snoozed":
      return <>Put aside until {day(alert.snoozed_until)}</>;
    case "acknowledged":
      return (
        <>
          {alert.acknowledged_by_name ?? "Somebody who has left"}
          {alert.raise_expected_by ? <>, raise expected by {day(alert.raise_expected_by)}</> : null}
          <span className="line-clamp-2 text-xs wrap-anywhere text-muted-foreground">
            {alert.acknowledgement_note}
          </span>
        </>
      );
    case "resolved":
    default:
      return (
        <>
          {alert.resolved_by_name ? `Resolved by ${alert.resolved_by_name}` : "Resolved by itself"},{" "}
          {day(alert.resolved_at)}
          <span className="line-clamp-2 text-xs wrap-anywhere text-muted-foreground">
            {alert.resolved_reason}
          </span>
        </>
      );
  }
}
