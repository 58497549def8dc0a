"use client";

import Link from "next/link";
import { undoImport } from "@/features/imports/actions";
import { ActionForm } from "@/features/imports/components/preview/action-form";
import { Button } from "@/components/ui/button";
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from "@/components/ui/card";
import { SubmitButton } from "@/components/ui/submit-button";
import { paths } from "@/libs/paths";

/** The decision: undo, or leave it as it is. `effect` says what happens to the rows. */
export function UndoConfirm({
  importId,
  dataVersion,
  effect,
}: {
  importId: string;
  dataVersion: number;
  effect: string;
}) {
  return (
    <Card aria-labelledby="undo-title" className="border-brand/50">
      <CardHeader>
        <div>
          <CardTitle id="undo-title">Undo the whole import?</CardTitle>
          <CardDescription>
            {effect} Totals, levels and alerts will be what they were. To take the file over after all, upload
            it again.
          </CardDescription>
        </div>
      </CardHeader>
      <CardContent className="flex flex-wrap items-start gap-2">
        <ActionForm action={undoImport} importId={importId} shown={{ dataVersion }} className="grid gap-2">
          <SubmitButton variant="destructive" pendingText="Undoing">
            Undo this import
          </SubmitButton>
        </ActionForm>
        <Button variant="outline" asChild>
          <Link href={paths.importJob(importId)}>Leave it applied</Link>
        </Button>
      </CardContent>
    </Card>
  );
}
