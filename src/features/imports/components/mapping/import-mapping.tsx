import { ForgetMapping } from "@/features/imports/components/mapping/forget-mapping";
import { MappingForm } from "@/features/imports/components/mapping/mapping-form";
import { ReadingForm } from "@/features/imports/components/mapping/reading-form";
import { CancelImport } from "@/features/imports/components/preview/cancel-import";
import { fieldChoices } from "@/features/imports/lib/field-words";
import { questionSentences } from "@/features/imports/lib/reading-words";
import type { ImportJob } from "@/features/imports/queries";
import { Alert } from "@/components/ui/alert";
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from "@/components/ui/card";
import type { Organization } from "@/libs/access/standing";

/** What a person says about how a file is read: its columns, its dates and amounts, and the file itself. */
export function ImportMapping({ job, organization }: { job: ImportJob; organization: Organization }) {
  const { metadata, type } = job;
  const sentences = type && metadata.question ? questionSentences(type, metadata.question) : [];
  return (
    <div className="grid gap-4 [&>*]:min-w-0">
      {sentences.length > 0 ? (
        <Alert tone="warning" title="AESTrak needs your answer to read this file">
          <ul className={sentences.length > 1 ? "list-disc pl-4" : undefined}>
            {sentences.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </Alert>
      ) : (
        <Alert title="Nothing has been changed yet">
          Say how the file is to be read; the preview is then computed again.
        </Alert>
      )}
      {type && metadata.mapping.length > 0 ? (
        <Card aria-labelledby="mapping-title">
          <CardHeader>
            <div>
              <CardTitle id="mapping-title">What the columns hold</CardTitle>
              <CardDescription>
                Your answer is remembered for the next file with these headings. Columns without a field are
                kept as extra information of each row.
              </CardDescription>
            </div>
          </CardHeader>
          <CardContent>
            <MappingForm
              importId={job.id}
              previewVersion={job.previewVersion}
              columns={metadata.mapping}
              fields={fieldChoices(type)}
              conventions={metadata.conventions}
              asked={{
                dates: metadata.question?.ambiguities.some(({ kind }) => kind === "date") ?? false,
                decimals: metadata.question?.ambiguities.some(({ kind }) => kind === "decimal") ?? false,
              }}
              format={{ currency: organization.currency, locale: organization.locale }}
            />
          </CardContent>
        </Card>
      ) : null}
      <ReadingForm job={job} />
      <div className="flex flex-wrap items-start gap-2">
        {metadata.mapping.some(({ confidence }) => confidence === "remembered") ||
        metadata.conventions?.date_order.by === "remembered" ||
        metadata.conventions?.decimal.by === "remembered" ? (
          <ForgetMapping importId={job.id} />
        ) : null}
        <CancelImport importId={job.id} fileName={job.file.name} />
      </div>
    </div>
  );
}
