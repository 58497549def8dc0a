import { importStateOf, type ImportJob } from "@/features/imports/queries";
import { AlertMoves } from "@/features/imports/components/preview/alert-moves";
import { CancelImport } from "@/features/imports/components/preview/cancel-import";
import { ConfirmPanel } from "@/features/imports/components/preview/confirm-panel";
import { Decisions } from "@/features/imports/components/preview/decisions";
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
import { importAlerts, listedAlerts } from "@/features/imports/list-queries";
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
  if (isUnderway(job.status)) {
    return (
      <div className="grid max-w-2xl gap-4">
        <LiveImport importId={job.id} initial={importStateOf(job)} />
        {job.phase === "undoing" ? null : (
          <div>
            <CancelImport importId={job.id} fileName={job.file.name} />
          </div>
        )}
      </div>
    );
  }
  if (job.status === "awaiting_mapping") return <ImportMapping job={job} organization={organization} />;
  if (job.status === "awaiting_confirmation") {
    return <Preview job={job} organization={organization} address={address} />;
  }
  if (job.status === "succeeded" || job.status === "undone") {
    return <Result job={job} organization={organization} address={address} />;
  }
  return <FailedImport job={job} />;
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
    <div className="grid gap-4 [&>*]:min-w-0">
      <Remarks job={job} nothingChanges={changesNothing(job)} />
      <ImportFigures job={job} format={organization} />
      <StageMoves moves={job.metadata.stage_moves} happened={false} />
      <Decisions job={job} format={organization} />
      <AlertMoves moves={moves} happened={false} limit={100} format={organization} />
      <ConfirmPanel
        importId={job.id}
        fileName={job.file.name}
        effect={confirmEffect(job)}
        obstacle={confirmObstacle(job)}
      />
      <ImportLists job={job} organizationId={organization.id} address={address} format={organization} />
    </div>
  );
}

async function Result({ job, organization, address }: StageProps) {
  const alerts = await importAlerts(organization.id, job.id);
  const steps = {
    opened: "open",
    escalated: "escalate",
    deescalated: "deescalate",
    resolved: "resolve",
  } as const;
  const moves = alerts.map((alert) => ({
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
      <AlertMoves moves={moves} happened limit={listedAlerts} format={organization} />
      <ImportLists job={job} organizationId={organization.id} address={address} format={organization} />
    </div>
  );
}
