"use client";

import { FileUp } from "lucide-react";
import { useRouter } from "next/navigation";
import { type DragEvent, useEffect, useState } from "react";
import { UploadItem } from "@/features/imports/components/upload/upload-item";
import { useUploads } from "@/features/imports/components/upload/use-uploads";
import { acceptedFiles } from "@/features/imports/lib/upload-check";
import { buttonVariants } from "@/components/ui/button";
import { cn } from "@/libs/class-names";
import { paths } from "@/libs/paths";

/**
 * Takes the exports by drag and drop or by the file picker and sends them. After a single file the page moves on to
 * its import; after several it stays and shows how each of them does.
 */
export function UploadPanel() {
  const router = useRouter();
  const { uploads, add, cancel, retry, remove } = useUploads();
  const [dragging, setDragging] = useState(false);

  // A file dropped beside the field would otherwise replace the page, and what is being sent with it.
  useEffect(() => {
    const ignore = (event: globalThis.DragEvent) => event.preventDefault();
    window.addEventListener("dragover", ignore);
    window.addEventListener("drop", ignore);
    return () => {
      window.removeEventListener("dragover", ignore);
      window.removeEventListener("drop", ignore);
    };
  }, []);

  const onlyImport = uploads.length === 1 ? uploads[0]?.importId : undefined;
  useEffect(() => {
    if (onlyImport) router.push(paths.importJob(onlyImport));
  }, [onlyImport, router]);

  function drop(event: DragEvent) {
    event.preventDefault();
    setDragging(false);
    add([...event.dataTransfer.files]);
  }

  return (
    <div className="grid gap-4">
      <div
        onDragOver={(event) => {
          event.preventDefault();
          setDragging(true);
        }}
        onDragLeave={() => setDragging(false)}
        onDrop={drop}
        className={cn(
          "flex flex-col items-center gap-3 rounded-lg border-2 border-dashed border-input/60 bg-card px-4 py-10 text-center",
          dragging && "border-brand bg-info-surface",
        )}
      >
        <FileUp aria-hidden className="size-8 text-muted-foreground" />
        <p className="text-[0.9375rem] font-semibold">
          <span className="hidden sm:inline">Drop the exports here, or choose them</span>
          <span className="sm:hidden">Choose the exports</span>
        </p>
        <p id="upload-hint" className="max-w-md text-pretty text-muted-foreground">
          Excel (.xlsx) or CSV, up to 200 MB each; both files at once if you like. AESTrak recognises which is
          which. Nothing changes until you have seen the preview and confirmed it.
        </p>
        <input
          id="upload-files"
          type="file"
          multiple
          accept={acceptedFiles}
          aria-describedby="upload-hint"
          className="peer sr-only"
          onChange={(event) => {
            add([...(event.target.files ?? [])]);
            // The same file can be chosen again after it was corrected.
            event.target.value = "";
          }}
        />
        <label
          htmlFor="upload-files"
          className={cn(
            buttonVariants(),
            "cursor-pointer peer-focus-visible:outline-2 peer-focus-visible:outline-offset-2 peer-focus-visible:outline-ring",
          )}
        >
          Choose files
        </label>
        <noscript>
          Uploading in the browser needs JavaScript. Without it, use the command line: npm run aestrak --
          --help
        </noscript>
      </div>
      {uploads.length > 1 ? (
        <p className="text-muted-foreground">
          Confirm the purchase orders first: the quantity surveys then find their orders, and their preview is
          computed again by itself.
        </p>
      ) : null}
      {uploads.length > 0 ? (
        <ul className="grid gap-2" aria-label="Chosen files">
          {uploads.map((upload) => (
            <UploadItem
              key={upload.id}
              upload={upload}
              onCancel={() => cancel(upload.id)}
              onRetry={() => retry(upload)}
              onRemove={() => remove(upload.id)}
            />
          ))}
        </ul>
      ) : null}
    </div>
  );
}
