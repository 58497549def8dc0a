"use client";

import type { ReactNode } from "react";
import { Card, CardContent, CardHeader, CardTitle } from "@/components/ui/card";
import {
  acknowledgeAlert,
  commentAlert,
  reopenAlert,
  resolveAlert,
  snoozeAlert,
} from "@/features/alerts/actions";
import type { AlertStatus } from "@/features/alerts/schema";
import { AcknowledgeForm, CommentForm, ReopenForm, ResolveForm, SnoozeForm } from "./alert-forms";
import { useAlertAction } from "./use-alert-action";

type AlertActionsProps = {
  alertId: string;
  status: AlertStatus;
  /** Resolving is for admins. */
  isAdmin: boolean;
  /** Whether a resolved alert was resolved by a person, who may take it back. */
  resolvedByPerson: boolean;
  /** The id of the last step that the page shows. */
  seen: string;
  /** ISO dates in the organization's time zone: today, and the last day until which an alert can be put aside. */
  days: { today: string; latestSnooze: string };
};

/** What a reader can do with an alert now. Stays mounted whatever the status becomes, so that its toasts are seen. */
export function AlertActions(props: AlertActionsProps) {
  const { alertId, status, isAdmin, resolvedByPerson, seen, days } = props;
  const [acknowledged, acknowledge] = useAlertAction(acknowledgeAlert);
  const [snoozed, snooze] = useAlertAction(snoozeAlert);
  const [resolved, resolve] = useAlertAction(resolveAlert);
  const [reopened, reopen] = useAlertAction(reopenAlert);
  const [commented, comment] = useAlertAction(commentAlert);
  const about = { alertId, seen };
  const acknowledgeForm = (
    <AcknowledgeForm {...about} state={acknowledged} run={acknowledge} today={days.today} />
  );
  const reopenForm = <ReopenForm {...about} state={reopened} run={reopen} />;
  const resolveChoice = (
    <Choice name="Resolve: nothing more to do" keepOpen={resolved.status === "refused"}>
      <ResolveForm {...about} state={resolved} run={resolve} />
    </Choice>
  );
  const commentChoice = (
    <Choice name="Add a comment" keepOpen={commented.status === "refused"}>
      <CommentForm {...about} state={commented} run={comment} />
    </Choice>
  );

  if (status === "resolved") {
    return (
      <ActionCard title="This alert is closed">
        {resolvedByPerson ? (
          reopenForm
        ) : (
          <p className="text-muted-foreground">
            It resolved itself. It opens by itself when the order runs out again.
          </p>
        )}
        {/* Somebody may have resolved it while another was writing: what they wrote is not lost. */}
        {acknowledged.status === "refused" ? acknowledgeForm : null}
        {isAdmin && resolved.status === "refused" ? resolveChoice : null}
        {commentChoice}
      </ActionCard>
    );
  }
  return (
    <ActionCard title="What do you want to do?">
      {status === "open" ? acknowledgeForm : reopenForm}
      {status === "open" ? null : (
        <Choice
          name={status === "acknowledged" ? "Change the note" : "Acknowledge instead"}
          keepOpen={acknowledged.status === "refused"}
        >
          {acknowledgeForm}
        </Choice>
      )}
      <Choice
        key={`snooze ${status}`}
        name={status === "snoozed" ? "Choose another day" : "Snooze: remind me later"}
        keepOpen={snoozed.status === "refused"}
      >
        <SnoozeForm {...about} state={snoozed} run={snooze} today={days.today} latest={days.latestSnooze} />
      </Choice>
      {isAdmin ? resolveChoice : null}
      {commentChoice}
    </ActionCard>
  );
}

function ActionCard({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Card>
      <CardHeader>
        <CardTitle>{title}</CardTitle>
      </CardHeader>
      <CardContent className="grid gap-4">{children}</CardContent>
    </Card>
  );
}

/** A second choice, folded away; works without script. Keyed by status, so that it folds again once it is done. */
function Choice({ name, keepOpen, children }: { name: string; keepOpen: boolean; children: ReactNode }) {
  return (
    <details open={keepOpen || undefined} className="border-t pt-3">
      <summary className="min-h-6 rounded-sm font-medium text-link">{name}</summary>
      <div className="pt-3">{children}</div>
    </details>
  );
}
