"use client";

import { forgetImportMapping } from "@/features/imports/actions";
import { ActionForm } from "@/features/imports/components/preview/action-form";
import {
  AlertDialog,
  AlertDialogCancel,
  AlertDialogContent,
  AlertDialogTrigger,
} from "@/components/ui/alert-dialog";
import { Button } from "@/components/ui/button";
import { SubmitButton } from "@/components/ui/submit-button";

/** Drops what was confirmed about this kind of export, after asking. */
export function ForgetMapping({ importId }: { importId: string }) {
  return (
    <AlertDialog>
      <AlertDialogTrigger asChild>
        <Button variant="outline">Forget what is remembered</Button>
      </AlertDialogTrigger>
      <AlertDialogContent
        title="Forget what is remembered?"
        description="What your organization has confirmed about the columns, dates and amounts of this kind of export is dropped, for this file and the next ones. The file is then read by its own headings."
      >
        <ActionForm action={forgetImportMapping} importId={importId} className="grid gap-3">
          <div className="flex flex-col-reverse gap-2 sm:flex-row sm:justify-end">
            <AlertDialogCancel>Keep it</AlertDialogCancel>
            <SubmitButton variant="destructive" pendingText="Forgetting">
              Forget it
            </SubmitButton>
          </div>
        </ActionForm>
      </AlertDialogContent>
    </AlertDialog>
  );
}
