import { importStateOf, type ImportJob } from "@/features/imports/queries";
import { AlertMoves } from "@/features/imports/components/preview/alert-moves";
import { ConfirmBar } from "@/features/imports/components/preview/confirm-bar";
import { ConfirmDelta } from "@/features/imports/components/preview/confirm-delta";
import { Decisions, unaskedQuestions } from "@/features/imports/components/preview/decisions";
import { FormerWhileComparing } from "@/features/imports/components/preview/former-while-comparing";
import { PreviewAnswers } from "@/features/imports/components/preview/preview-answers";
import { ImportFigures } from "@/features/imports/components/preview/import-figures";
import { StageMoves } from "@/features/imports/components/preview/stage-moves";
import { Remarks } from "@/features/imports/components/preview/remarks";
import { ImportLists, type ListAddress } from "@/features/imports/components/lists/import-lists";
import { ImportMapping } from "@/features/imports/components/mapping/import-mapping";
import { LiveImport } from "@/features/imports/components/progress/live-import";
import { FailedImport } from "@/features/imports/components/result/failed-import";
import { Outcome } from "@/features/imports/components/result/outcome";
import { UndoFailure } from "@/features/imports/components/undo/undo-failure";
import { changesNothing, confirmEffect, confirmObstacle } from "@/features/imports/lib/preview-words";
import { importAlerts } from "@/features/imports/list-queries";
import { isUnderway } from "@/features/imports/schema";
import type { Organization } from "@/libs/access/standing";
import { paths } from "@/libs/paths";

/** An import at whatever point of its life it is: under way, to be confirmed, applied, failed, or dropped. */
export function ImportStage({
  job,
  organization,
  address,
}: {
  job: ImportJob;
  organization: Organization;
  address: ListAddress;
}) {
  // Compared again with another answer: the page stays, and with it the place where its reader is.
  if (job.status === "awaiting_confirmation" || isComparedAgain(job)) {
    return <Preview job={job} organization={organization} address={address} />;
  }
  if (isUnderway(job.status)) {
    return <LiveImport importId={job.id} fileName={job.file.name} initial={importStateOf(job)} />;
  }
  if (job.status === "awaiting_mapping") return <ImportMapping job={job} organization={organization} />;
  if (job.status === "succeeded" || job.status === "undone") {
    return <Result job={job} organization={organization} address={address} />;
  }
  return <FailedImport job={job} />;
}

/** Whether a preview that was shown is being computed once more, from the same rows; a file that is read again has no counts. */
function isComparedAgain(job: ImportJob): boolean {
  return (
    isUnderway(job.status) && job.phase === "comparing" && job.previewVersion > 0 && job.counts.new !== null
  );
}

type StageProps = { job: ImportJob; organization: Organization; address: ListAddress };

function Preview({ job, organization, address }: StageProps) {
  const moves = job.metadata.alerts.map((alert) => ({
    purchaseOrderNo: alert.purchase_order_no,
    step: alert.step,
    levelBefore: alert.level_before,
    levelAfter: alert.level_after,
    spent: alert.spent_after,
    orderValue: alert.order_value_after,
  }));
  return (
    <PreviewAnswers
      importId={job.id}
      previewVersion={job.previewVersion}
      inForce={{ mode: job.mode, repeatPolicy: job.repeatPolicy }}
      isComparing={isUnderway(job.status)}
    >
      <div className="grid gap-4 [&>*]:min-w-0">
        <FormerWhileComparing>
          <Remarks job={job} nothingChanges={changesNothing(job)} />
          <ImportFigures job={job} format={organization} />
          <StageMoves moves={job.metadata.stage_moves} happened={false} />
        </FormerWhileComparing>
        <Decisions job={job} format={organization} />
        <FormerWhileComparing>
          <AlertMoves moves={moves} happened={false} all={job.metadata.alert_count} format={organization} />
          <ImportLists job={job} organizationId={organization.id} address={address} format={organization} />
        </FormerWhileComparing>
        <ConfirmBar
          fileName={job.file.name}
          delta={<ConfirmDelta job={job} format={organization} />}
          effect={confirmEffect(job)}
          obstacle={confirmObstacle(job)}
          unasked={unaskedQuestions(job)}
          state={importStateOf(job)}
        />
      </div>
    </PreviewAnswers>
  );
}

async function Result({ job, organization, address }: StageProps) {
  const { worst, all } = await importAlerts(organization.id, job.id);
  const steps = {
    opened: "open",
    escalated: "escalate",
    deescalated: "deescalate",
    resolved: "resolve",
  } as const;
  const moves = worst.map((alert) => ({
    purchaseOrderNo: alert.purchaseOrderNo,
    step: steps[alert.event],
    levelBefore: alert.levelBefore,
    levelAfter: alert.levelAfter,
    spent: alert.totalSpent,
    orderValue: alert.orderValue,
    href: paths.alert(alert.alertId),
  }));
  return (
    <div className="grid gap-4 [&>*]:min-w-0">
      <Outcome job={job} organization={organization} />
      <UndoFailure job={job} />
      <ImportFigures job={job} format={organization} />
      <StageMoves moves={job.metadata.stage_moves} happened />
      <AlertMoves moves={moves} happened all={all} format={organization} />
      <ImportLists job={job} organizationId={organization.id} address={address} format={organization} />
    </div>
  );
}
