import { readingFacts } from "@/features/imports/lib/reading-words";
import type { ImportJob } from "@/features/imports/queries";
import { UnlessConfirming } from "@/features/imports/components/preview/unless-confirming";
import { Alert } from "@/components/ui/alert";
import { counted } from "@/libs/formatters";
import { withdrawsMost } from "@/features/imports/lib/preview-words";
import Link from "next/link";
import { paths } from "@/libs/paths";

/** What the reader should know before looking at the figures. */
export function Remarks({ job, nothingChanges }: { job: ImportJob; nothingChanges: boolean }) {
  const { metadata, counts } = job;
  const facts = readingFacts(metadata);
  const similar = metadata.mapping.filter(({ confidence }) => confidence === "similar");
  // The plain statement that nothing changes is made here, with what to do about it.
  const remarks = metadata.remarks.filter(
    ({ text }) => !(nothingChanges && text.startsWith("This file changes nothing")),
  );
  return (
    <div className="grid gap-2">
      {nothingChanges ? (
        <Alert title="This file changes nothing">
          {counts.unchanged
            ? "Every row of it that could be read is there already, with the same values. You can cancel the import, or confirm it to keep a record that the file was checked."
            : counts.errors > 0
              ? "None of its rows could be taken over. See what is wrong with them below."
              : "It holds no rows."}
        </Alert>
      ) : (
        <UnlessConfirming>
          <Alert title="Nothing has been changed yet">
            This is what the file would do. Look through it, then confirm it or cancel.
          </Alert>
        </UnlessConfirming>
      )}
      {withdrawsMost(job) ? (
        <Alert tone="warning" title="Is this really a full export?">
          It would withdraw {counted(counts.withdrawn ?? 0, "quantity survey", "quantity surveys")}, more than
          it holds. If the file holds only some of them, say so below.
        </Alert>
      ) : null}
      {remarks.map(({ tone, text }) => (
        <Alert key={text} tone={tone}>
          {text}
        </Alert>
      ))}
      {facts.length > 0 ? (
        <Alert title="How the file was read">
          {facts.join("; ")}.{" "}
          <Link href={paths.importMapping(job.id)} className="text-link underline">
            Change it
          </Link>{" "}
          if that is wrong.
        </Alert>
      ) : null}
      {metadata.unknown_statuses.length > 0 ? (
        <Alert tone="warning" title="Status that AESTrak does not know">
          {metadata.unknown_statuses.join(", ")}. Purchase orders with{" "}
          {metadata.unknown_statuses.length === 1 ? "it" : "one of them"} are treated as open.
        </Alert>
      ) : null}
      {similar.length > 0 ? (
        <Alert tone="warning" title="Headings that were only similar">
          {similar.map(({ header }) => `“${header}”`).join(", ")} {similar.length === 1 ? "was" : "were"}{" "}
          matched by similarity.{" "}
          <Link href={paths.importList(job.id, "columns")} className="text-link underline">
            Check the columns
          </Link>
          .
        </Alert>
      ) : null}
      {counts.errors > 0 ? (
        <Alert tone="warning" title={`${counted(counts.errors, "row", "rows")} could not be read`}>
          {counts.errors === 1 ? "It is" : "They are"} left out; everything else can be imported.{" "}
          <Link href={paths.importList(job.id, "errors")} className="text-link underline">
            See what is wrong
          </Link>
          .
        </Alert>
      ) : null}
    </div>
  );
}
