import { chooseImportReading } from "@/features/imports/actions";
import { ActionForm } from "@/features/imports/components/preview/action-form";
import { importTypeLabel } from "@/features/imports/lib/import-words";
import { delimiterLabel, encodingLabel } from "@/features/imports/lib/reading-words";
import type { ImportJob } from "@/features/imports/queries";
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { NativeSelect } from "@/components/ui/native-select";
import { SubmitButton } from "@/components/ui/submit-button";

/** Which export, which sheet, and how a CSV file is written, where what was found is wrong. */
export function ReadingForm({ job }: { job: ImportJob }) {
  const { reading, metadata } = job;
  const { csv, sheets, sheet } = metadata;
  return (
    <Card aria-labelledby="reading-title">
      <CardHeader>
        <div>
          <CardTitle id="reading-title">How the file is read</CardTitle>
          <CardDescription>
            Change this only where AESTrak got the file wrong. It counts for this file; what was said about
            its columns is asked anew.
          </CardDescription>
        </div>
      </CardHeader>
      <CardContent>
        <ActionForm
          // Drawn anew when other answers are in force.
          key={JSON.stringify(reading)}
          action={chooseImportReading}
          importId={job.id}
          shown={{ previewVersion: job.previewVersion }}
          className="grid gap-4"
        >
          <div className="grid gap-4 sm:grid-cols-2 xl:grid-cols-4">
            <Field label="The file holds">
              <NativeSelect name="type" defaultValue={reading.type ?? ""}>
                <option value="">What its headings tell</option>
                {Object.entries(importTypeLabel).map(([value, label]) => (
                  <option key={value} value={value}>
                    {label}
                  </option>
                ))}
              </NativeSelect>
            </Field>
            {sheets.length > 1 ? (
              <Field label="Sheet" hint={sheet ? `Read from “${sheet}”.` : undefined}>
                <NativeSelect name="sheet" defaultValue={reading.sheet ?? ""}>
                  <option value="">The first with the headings</option>
                  {sheets.map((name) => (
                    <option key={name} value={name}>
                      {name}
                    </option>
                  ))}
                </NativeSelect>
              </Field>
            ) : null}
            {csv ? (
              <>
                <Field
                  label="Between the values"
                  hint={`Read as: ${delimiterLabel[csv.delimiter].toLowerCase()}.`}
                >
                  <NativeSelect name="delimiter" defaultValue={reading.delimiter ?? ""}>
                    <option value="">What the file shows</option>
                    <Options labels={delimiterLabel} />
                  </NativeSelect>
                </Field>
                <Field label="Encoding of letters" hint={`Read as: ${encodingLabel[csv.encoding]}.`}>
                  <NativeSelect name="encoding" defaultValue={reading.encoding ?? ""}>
                    <option value="">What the file shows</option>
                    <Options labels={encodingLabel} />
                  </NativeSelect>
                </Field>
              </>
            ) : null}
          </div>
          <div>
            <SubmitButton variant="outline" pendingText="Reading again">
              Read the file in this way
            </SubmitButton>
          </div>
        </ActionForm>
      </CardContent>
    </Card>
  );
}

function Options({ labels }: { labels: Readonly<Record<string, string>> }) {
  return Object.entries(labels).map(([value, label]) => (
    <option key={value} value={value}>
      {label}
    </option>
  ));
}
