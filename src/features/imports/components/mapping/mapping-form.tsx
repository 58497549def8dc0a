"use client";

import { ActionForm } from "@/components/action-form";
import { useFormAction } from "@/components/use-form-action";
import { chooseImportMapping } from "@/features/imports/actions";
import { ColumnChoices } from "@/features/imports/components/mapping/column-choices";
import { ConventionChoice } from "@/features/imports/components/mapping/convention-choice";
import type { MoneyFormat } from "@/features/imports/components/money-change";
import type { FieldChoice } from "@/features/imports/lib/field-words";
import type { ImportMetadata } from "@/features/imports/lib/import-metadata";
import { FormMessage } from "@/components/ui/form-message";
import { SubmitButton } from "@/components/ui/submit-button";

/** The field of every column, and how dates and amounts are written. */
export function MappingForm({
  importId,
  previewVersion,
  columns,
  fields,
  conventions,
  asked,
  format,
}: {
  importId: string;
  /** Which reading of the file the columns are those of. */
  previewVersion: number;
  columns: ImportMetadata["mapping"];
  fields: readonly FieldChoice[];
  conventions: ImportMetadata["conventions"];
  /** What cannot be read without an answer. */
  asked: { dates: boolean; decimals: boolean };
  format: MoneyFormat;
}) {
  const [state, dispatch] = useFormAction(chooseImportMapping);
  return (
    <ActionForm state={state} action={dispatch} className="grid gap-5">
      <input type="hidden" name="importId" value={importId} />
      <input type="hidden" name="previewVersion" value={previewVersion} />
      <ColumnChoices columns={columns} fields={fields} />
      {conventions ? (
        <>
          <ConventionChoice
            name="dateOrder"
            legend="How are dates written that are text?"
            convention={conventions.date_order}
            isAsked={asked.dates}
            readings={[
              { value: "dmy", label: "Day first" },
              { value: "mdy", label: "Month first" },
            ]}
            format={format}
          />
          <ConventionChoice
            name="decimal"
            legend="Which sign separates the cents in amounts that are text?"
            convention={conventions.decimal}
            isAsked={asked.decimals}
            readings={[
              { value: "point", label: "A point" },
              { value: "comma", label: "A comma" },
            ]}
            format={format}
          />
        </>
      ) : null}
      <FormMessage tone="error">{state.status === "refused" ? state.message : null}</FormMessage>
      <div>
        <SubmitButton pendingText="Reading again">Continue</SubmitButton>
        <p className="mt-1.5 text-[0.8125rem] text-muted-foreground">
          The file is read again; you see what it would do before anything is changed.
        </p>
      </div>
    </ActionForm>
  );
}
