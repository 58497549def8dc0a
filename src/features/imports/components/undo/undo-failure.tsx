import type { ImportJob } from "@/features/imports/queries";
import { Alert } from "@/components/ui/alert";

/** That an applied import should have been undone and was not, with the reason. */
export function UndoFailure({ job }: { job: ImportJob }) {
  if (job.status !== "succeeded" || job.failureReason === null) return null;
  return (
    <Alert tone="error" title="It was not undone">
      {job.failureReason}
    </Alert>
  );
}
