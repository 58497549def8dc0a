"use client";

import { CircleCheck, CircleDashed, LoaderCircle } from "lucide-react";
import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { useImportState } from "@/features/imports/components/progress/use-import-state";
import { readingSteps } from "@/features/imports/lib/import-words";
import { counted } from "@/libs/formatters";
import { type ImportState, isUnderway } from "@/features/imports/schema";
import { CancelImport } from "@/features/imports/components/preview/cancel-import";
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from "@/components/ui/card";
import { Progress } from "@/components/ui/progress";

/** The worker at work, followed live; when it is done, the page is drawn anew with what came of it. */
export function LiveImport({
  importId,
  fileName,
  initial,
}: {
  importId: string;
  fileName: string;
  initial: ImportState;
}) {
  const router = useRouter();
  const { state: heard, unreachable } = useImportState(importId, initial);
  const state = heard ?? initial;
  const finished = !isUnderway(state.status);
  useEffect(() => {
    if (finished) router.refresh();
  }, [finished, router]);

  // The last state says only that it is done; what was done is what the worker was at before.
  const [work, setWork] = useState(initial.phase);
  if (!finished && state.phase !== work) setWork(state.phase);
  const undoing = work === "undoing";
  const writing = undoing || work === "applying";
  const steps = undoing
    ? [{ phase: "undoing", label: "Put everything back as it was" } as const]
    : writing
      ? [{ phase: "applying", label: "Apply what was confirmed" } as const]
      : readingSteps;
  const at = finished ? steps.length : steps.findIndex(({ phase }) => phase === work);
  return (
    <div className="grid max-w-2xl gap-4">
      <Card aria-labelledby="import-progress">
        <CardHeader>
          <div>
            <CardTitle id="import-progress">
              {writing
                ? undoing
                  ? "Undoing the import"
                  : "Applying the import"
                : work === "queued"
                  ? "Waiting for its turn"
                  : "Reading the file"}
            </CardTitle>
            <CardDescription>
              {writing
                ? "All of it is written at once, or nothing."
                : "Nothing has been changed yet. You will see what the file would do before anything happens."}{" "}
              You can leave this page; it goes on without you.
            </CardDescription>
          </div>
        </CardHeader>
        <CardContent className="grid gap-4">
          <ol className="grid gap-3">
            {steps.map(({ phase, label }, index) => (
              <Step
                key={phase}
                label={label}
                state={index < at ? "done" : index === at ? "now" : "later"}
                progress={state.progress}
              />
            ))}
          </ol>
          <p role="status" className="text-[0.8125rem] text-muted-foreground">
            {unreachable
              ? "The server does not answer just now; still trying."
              : finished
                ? "Done. Showing the result."
                : state.rowCount
                  ? `${counted(state.rowCount, "row", "rows")} in this file.`
                  : "This page follows along by itself."}
          </p>
        </CardContent>
      </Card>
      {finished || writing ? null : (
        <div>
          <CancelImport importId={importId} fileName={fileName} />
        </div>
      )}
    </div>
  );
}

function Step({
  label,
  state,
  progress,
}: {
  label: string;
  state: "done" | "now" | "later";
  progress: number;
}) {
  const Icon = state === "done" ? CircleCheck : state === "now" ? LoaderCircle : CircleDashed;
  return (
    <li className="grid gap-1.5" aria-current={state === "now" ? "step" : undefined}>
      <span className="flex items-center gap-2">
        <Icon
          aria-hidden
          className={
            state === "done"
              ? "size-4 text-level-on-track-text"
              : state === "now"
                ? "size-4 animate-spin text-link"
                : "size-4 text-muted-foreground"
          }
        />
        <span className={state === "now" ? "font-medium" : "text-muted-foreground"}>{label}</span>
        <span className="sr-only">
          {state === "done" ? "done" : state === "now" ? "under way" : "still to come"}
        </span>
      </span>
      {state === "now" ? (
        <Progress value={progress > 0 ? progress * 100 : null} label={label} className="ml-6 w-auto" />
      ) : null}
    </li>
  );
}
