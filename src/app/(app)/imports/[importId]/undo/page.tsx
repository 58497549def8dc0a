import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { Suspense } from "react";
import { UndoAlerts } from "@/features/imports/components/undo/undo-alerts";
import { UndoConfirm } from "@/features/imports/components/undo/undo-confirm";
import { UndoFigures } from "@/features/imports/components/undo/undo-figures";
import { UndoOrders } from "@/features/imports/components/undo/undo-orders";
import { UndoRefused } from "@/features/imports/components/undo/undo-refused";
import { counted } from "@/libs/formatters";
import { undoSentence } from "@/features/imports/lib/undo-words";
import { type ImportJob, importJob } from "@/features/imports/queries";
import { undoPreview } from "@/features/imports/undo-queries";
import { DetailSkeleton } from "@/components/detail-skeleton";
import { PageHeader } from "@/components/page-header";
import { Alert } from "@/components/ui/alert";
import { requireMember } from "@/libs/access/membership";
import type { Organization } from "@/libs/access/standing";
import { paths } from "@/libs/paths";

export const metadata: Metadata = { title: "Undo an import" };

export default async function UndoImportPage({ params }: { params: Promise<{ importId: string }> }) {
  const { organization } = await requireMember();
  const { importId } = await params;
  // Asked before anything is sent, so that an unknown one is answered with 404; the rest comes under a skeleton.
  const job = await importJob(organization.id, importId);
  if (!job) notFound();
  // Everything else has its own page: one that is being undone shows how far that is, one that is undone, the result.
  if (job.status !== "succeeded") redirect(paths.importJob(job.id));
  return (
    <>
      <PageHeader
        title={`Undo ${job.file.name}`}
        breadcrumb={[
          { label: "Imports", href: paths.imports },
          { label: job.file.name, href: paths.importJob(job.id) },
          { label: "Undo" },
        ]}
        description="What undoing this import would do. Nothing happens before you confirm it."
      />
      <Suspense fallback={<DetailSkeleton />}>
        <UndoEffect job={job} organization={organization} />
      </Suspense>
    </>
  );
}

async function UndoEffect({ job, organization }: { job: ImportJob; organization: Organization }) {
  const preview = await undoPreview(job.id);
  return (
    <div className="grid gap-4 [&>*]:min-w-0">
      {preview.refusal ? (
        <UndoRefused importId={job.id} refusal={preview.refusal} />
      ) : (
        <>
          {preview.later_imports > 0 ? (
            <Alert tone="warning" title="Newer files were imported after this one">
              {counted(preview.later_imports, "later import", "later imports")} of the same kind held rows of
              this one unchanged, and so did not write them again. Import the newest file once more after the
              undo.
            </Alert>
          ) : null}
          <UndoFigures preview={preview} format={organization} />
          <UndoConfirm importId={job.id} dataVersion={preview.data_version} effect={undoSentence(preview)} />
          <UndoAlerts preview={preview} />
          <UndoOrders preview={preview} format={organization} />
        </>
      )}
    </div>
  );
}
