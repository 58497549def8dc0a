import { DateText } from "@/components/date-text";
import type { AlertRow } from "@/features/alerts/queries";
import { resolvedBecause } from "@/features/alerts/lib/alert-words";

type AlertCareProps = {
  alert: AlertRow;
  organization: { currency: string; locale: string; timeZone: string };
};

/** Who looks after an alert and what they said, as one cell of the list. */
export function AlertCare({ alert, organization }: AlertCareProps) {
  const day = (value: string | null) => <DateText value={value} timeZone={organization.timeZone} />;
  switch (alert.status) {
    case "open":
      return <span className="text-muted-foreground">Nobody yet</span>;
    case "snoozed":
      return <>Put aside until the end of {day(alert.snoozed_until)}</>;
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
          {alert.suppresses || alert.resolved_cause === "person"
            ? `Resolved by ${alert.resolved_by_name ?? "somebody who has left"}`
            : "Resolved by itself"}
          , {day(alert.resolved_at)}
          <span className="line-clamp-2 text-xs wrap-anywhere text-muted-foreground">
            {resolvedBecause(alert, organization)}
          </span>
        </>
      );
  }
}
