"use client";

import { CircleAlert, FileSpreadsheet } from "lucide-react";
import Link from "next/link";
import { ImportStateText } from "@/features/imports/components/progress/import-state-text";
import { isUnfinished, type Upload } from "@/features/imports/components/upload/use-uploads";
import { fileSize, uploadRefusal } from "@/features/imports/lib/upload-check";
import { Button } from "@/components/ui/button";
import { Progress } from "@/components/ui/progress";
import { paths } from "@/libs/paths";

/** One chosen file: on its way, arrived (with what becomes of it), or not taken and why. */
export function UploadItem({
  upload,
  onCancel,
  onRetry,
  onRemove,
}: {
  upload: Upload;
  onCancel: () => void;
  onRetry: () => void;
  onRemove: () => void;
}) {
  const { file, state, sent, importId, message } = upload;
  const Icon = state === "failed" ? CircleAlert : FileSpreadsheet;
  return (
    <li className="grid gap-2 rounded-lg border bg-card px-4 py-3">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <p className="flex min-w-0 items-center gap-2">
          <Icon aria-hidden className="size-4 shrink-0 text-muted-foreground" />
          <span className="font-medium wrap-anywhere">{file.name}</span>
          <span className="shrink-0 text-muted-foreground">{fileSize(file.size)}</span>
        </p>
        <div className="flex flex-wrap gap-2">
          {isUnfinished(upload) ? (
            <Button
              variant="outline"
              size="sm"
              onClick={onCancel}
              aria-label={`Cancel the upload of ${file.name}`}
            >
              Cancel
            </Button>
          ) : null}
          {(state === "failed" && !uploadRefusal(file)) || state === "canceled" ? (
            <Button variant="outline" size="sm" onClick={onRetry} aria-label={`Try again: ${file.name}`}>
              Try again
            </Button>
          ) : null}
          {state === "failed" || state === "canceled" ? (
            <Button
              variant="ghost"
              size="sm"
              onClick={onRemove}
              aria-label={`Remove ${file.name} from the list`}
            >
              Remove
            </Button>
          ) : null}
          {importId ? (
            <Button size="sm" asChild>
              <Link href={paths.importJob(importId)}>
                Open<span className="sr-only"> the import of {file.name}</span>
              </Link>
            </Button>
          ) : null}
        </div>
      </div>
      {state === "sending" ? (
        <Progress value={(100 * sent) / file.size} label={`Upload of ${file.name}`} />
      ) : null}
      {state === "failed" ? (
        <p role="alert" className="text-destructive-text">
          {message}
        </p>
      ) : (
        <p role="status" className="text-[0.8125rem] text-muted-foreground">
          {importId ? (
            <ImportStateText importId={importId} />
          ) : (
            <UploadStateText state={state} sent={sent} size={file.size} />
          )}
        </p>
      )}
    </li>
  );
}

function UploadStateText({ state, sent, size }: { state: Upload["state"]; sent: number; size: number }) {
  if (state === "waiting") return "Waits for the file before it.";
  if (state === "checking") return "Computing its checksum, so that a damaged upload is noticed.";
  if (state === "canceled") return "Canceled. Nothing was imported.";
  if (sent >= size) return "Sent. The server is storing it.";
  // Steps of ten: the text is read out each time it changes.
  return `Sending: about ${Math.floor((10 * sent) / size) * 10} % has left this device.`;
}
