import Link from "next/link";
import { retryImport } from "@/features/imports/actions";
import { ActionForm } from "@/features/imports/components/preview/action-form";
import { ReadingForm } from "@/features/imports/components/mapping/reading-form";
import { CancelImport } from "@/features/imports/components/preview/cancel-import";
import type { ImportJob } from "@/features/imports/queries";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { SubmitButton } from "@/components/ui/submit-button";
import { paths } from "@/libs/paths";

/** An import that failed or was canceled: why, and the ways on. */
export function FailedImport({ job }: { job: ImportJob }) {
  if (job.status === "canceled") {
    return (
      <Alert
        title="This import was canceled"
        actions={
          <Button asChild>
            <Link href={paths.newImport}>New import</Link>
          </Button>
        }
      >
        Nothing of it was taken over. To import the file after all, upload it again.
      </Alert>
    );
  }
  const isOurFault = job.failureCode === "unexpected";
  // A file that could be opened can be read in another way.
  const isReadable = job.metadata.csv !== null || job.metadata.sheets.length > 0;
  return (
    <div className="grid gap-4">
      <Alert tone="error" title="This import failed, and nothing was changed">
        <p>{job.failureReason ?? "The reason is not known."}</p>
        <p className="mt-1">
          {isOurFault
            ? "Trying again often helps. Your file is kept, so there is no need to upload it again."
            : "Correct the file or export it again, then upload the new file. Trying the same file again helps only if something else has changed since."}
        </p>
      </Alert>
      <div className="flex flex-wrap items-start gap-2">
        <ActionForm action={retryImport} importId={job.id} className="grid gap-2">
          <SubmitButton variant={isOurFault ? "default" : "outline"} pendingText="Starting again">
            Try again
          </SubmitButton>
        </ActionForm>
        <Button variant={isOurFault ? "outline" : "default"} asChild>
          <Link href={paths.newImport}>Upload another file</Link>
        </Button>
        <CancelImport importId={job.id} fileName={job.file.name} />
      </div>
      {isReadable && !isOurFault && job.confirmedAt === null ? <ReadingForm job={job} /> : null}
    </div>
  );
}
