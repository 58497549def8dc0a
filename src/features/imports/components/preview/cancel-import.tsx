"use client";

import { cancelImport } from "@/features/imports/actions";
import { ActionForm } from "@/features/imports/components/preview/action-form";
import {
  AlertDialog,
  AlertDialogCancel,
  AlertDialogContent,
  AlertDialogTrigger,
} from "@/components/ui/alert-dialog";
import { Button } from "@/components/ui/button";
import { SubmitButton } from "@/components/ui/submit-button";

/** Drops the import after asking. */
export function CancelImport({ importId, fileName }: { importId: string; fileName: string }) {
  return (
    <AlertDialog>
      <AlertDialogTrigger asChild>
        <Button variant="outline">Cancel import</Button>
      </AlertDialogTrigger>
      <AlertDialogContent
        title="Cancel this import?"
        description={
          <>
            Nothing of <span className="wrap-anywhere">{fileName}</span> will be taken over. The import stays
            in the list as canceled; to try again, upload the file once more.
          </>
        }
      >
        <ActionForm action={cancelImport} importId={importId} className="grid gap-3">
          <div className="flex flex-col-reverse gap-2 sm:flex-row sm:justify-end">
            <AlertDialogCancel>Keep it</AlertDialogCancel>
            <SubmitButton variant="destructive" pendingText="Canceling">
              Cancel import
            </SubmitButton>
          </div>
        </ActionForm>
      </AlertDialogContent>
    </AlertDialog>
  );
}
