"use client";

import type { ReactNode } from "react";
import { chooseImportOptions } from "@/features/imports/actions";
import { ActionForm } from "@/features/imports/components/preview/action-form";
import type { ImportMode, RepeatPolicy } from "@/features/imports/schema";
import { RadioCard } from "@/components/ui/radio-card";
import { SubmitButton } from "@/components/ui/submit-button";

type Choice = { value: string; label: string; effect: ReactNode };

type ImportOptionsProps = {
  importId: string;
  mode: ImportMode;
  repeatPolicy: RepeatPolicy;
  /** What each answer would do; an empty list leaves the question out and the answer as it is. */
  modes: readonly Choice[];
  policies: readonly Choice[];
  /** How many numbers stand in the file more than once with different values. */
  conflictCount: number;
};

/** The two questions that only a person can answer. Answering them computes the preview again. */
export function ImportOptions({
  importId,
  mode,
  repeatPolicy,
  modes,
  policies,
  conflictCount,
}: ImportOptionsProps) {
  return (
    <ActionForm action={chooseImportOptions} importId={importId} className="grid gap-5">
      {policies.length > 0 ? (
        <Question
          name="repeatPolicy"
          legend={
            conflictCount === 1
              ? "One number stands in this file more than once, with different values. What are these rows?"
              : `${conflictCount.toLocaleString("en-GB")} numbers stand in this file more than once, with different values. What are these rows?`
          }
          choices={policies}
          chosen={repeatPolicy}
        />
      ) : (
        <input type="hidden" name="repeatPolicy" value={repeatPolicy} />
      )}
      {modes.length > 0 ? (
        <Question
          name="mode"
          legend="Does this file hold all quantity surveys so far, or only some?"
          choices={modes}
          chosen={mode}
        />
      ) : (
        <input type="hidden" name="mode" value={mode} />
      )}
      <div>
        <SubmitButton variant="outline" pendingText="Computing again">
          Use these answers
        </SubmitButton>
        <p className="mt-1.5 text-[0.8125rem] text-muted-foreground">
          The preview is computed again; still nothing is changed.
        </p>
      </div>
    </ActionForm>
  );
}

function Question({
  name,
  legend,
  choices,
  chosen,
}: {
  name: string;
  legend: string;
  choices: readonly Choice[];
  chosen: string;
}) {
  return (
    <fieldset className="grid gap-2">
      <legend className="mb-2 font-medium">{legend}</legend>
      {choices.map(({ value, label, effect }) => (
        // The answer in force may be gone when the preview came back; React resets to it.
        <RadioCard key={value} name={name} value={value} label={label} defaultChecked={value === chosen}>
          {effect}
        </RadioCard>
      ))}
    </fieldset>
  );
}
