"use client";

import { confirmImport } from "@/features/imports/actions";
import { ActionForm } from "@/features/imports/components/preview/action-form";
import { CancelImport } from "@/features/imports/components/preview/cancel-import";
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from "@/components/ui/card";
import { SubmitButton } from "@/components/ui/submit-button";

/**
 * The decision: confirm or cancel. `effect` says in a sentence what confirming does, `obstacle` why it cannot be
 * confirmed yet.
 */
export function ConfirmPanel({
  importId,
  fileName,
  effect,
  obstacle,
}: {
  importId: string;
  fileName: string;
  effect: string;
  obstacle: string | null;
}) {
  return (
    <Card aria-labelledby="confirm-title" className="border-brand/50">
      <CardHeader>
        <div>
          <CardTitle id="confirm-title">Is this what you expect?</CardTitle>
          <CardDescription>{effect}</CardDescription>
        </div>
      </CardHeader>
      <CardContent className="grid gap-3">
        <div className="flex flex-wrap items-start gap-2">
          <ActionForm action={confirmImport} importId={importId} className="grid gap-2">
            <SubmitButton
              disabled={obstacle !== null}
              aria-describedby={obstacle ? "confirm-obstacle" : undefined}
              pendingText="Confirming"
            >
              Confirm and apply
            </SubmitButton>
          </ActionForm>
          <CancelImport importId={importId} fileName={fileName} />
        </div>
        {obstacle ? (
          <p id="confirm-obstacle" className="text-destructive-text">
            {obstacle}
          </p>
        ) : null}
      </CardContent>
    </Card>
  );
}
