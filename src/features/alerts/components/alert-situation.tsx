import { DateText } from "@/components/date-text";
import { Alert } from "@/components/ui/alert";
import type { AlertRow } from "@/features/alerts/queries";
import { resolvedBecause } from "@/features/alerts/lib/alert-words";
import { levelLabel } from "@/types/domain";

type AlertSituationProps = {
  alert: AlertRow;
  organization: { currency: string; locale: string; timeZone: string };
};

/** What an alert is about and who has it in hand, in one callout. */
export function AlertSituation({ alert, organization }: AlertSituationProps) {
  const day = (value: string | null) => <DateText value={value} timeZone={organization.timeZone} />;
  const level = levelLabel(alert.level, alert.remaining_budget).toLowerCase();
  switch (alert.status) {
    case "open":
      return (
        <Alert
          tone={alert.level === "over_budget" ? "error" : "warning"}
          title={`This purchase order is ${alert.level === "warning" ? "running out" : level}.`}
        >
          The alert is open since {day(alert.opened_at)}, and nobody has said yet what is being done. Ask the
          client to raise the order value, or{" "}
          {alert.lifecycle === "open"
            ? "stop billing against it"
            : "correct the billing: the order is closed"}
          .
        </Alert>
      );
    case "acknowledged":
      return (
        <Alert
          tone="info"
          title={`${alert.acknowledged_by_name ?? "Somebody who has left"} is looking after this.`}
        >
          <p className="wrap-anywhere whitespace-pre-line">“{alert.acknowledgement_note}”</p>
          <p className="text-[0.8125rem]">
            Acknowledged on {day(alert.acknowledged_at)}.
            {alert.raise_expected_by ? (
              <>
                {" "}
                The client should raise the value by {day(alert.raise_expected_by)}; if not, the alert comes
                back when that day is over.
              </>
            ) : null}
          </p>
        </Alert>
      );
    case "snoozed":
      return (
        <Alert tone="info" title={<>Put aside until the end of {day(alert.snoozed_until)}</>}>
          It comes back when that day is over, or earlier if the order gets worse.
        </Alert>
      );
    case "resolved":
    default:
      return (
        <Alert
          tone="success"
          title={
            <>
              Resolved on {day(alert.resolved_at)}
              {alert.suppresses || alert.resolved_cause === "person"
                ? ` by ${alert.resolved_by_name ?? "somebody who has left"}`
                : ", by itself"}
            </>
          }
        >
          <p className="wrap-anywhere whitespace-pre-line">{resolvedBecause(alert, organization)}</p>
        </Alert>
      );
  }
}
