"use client";

import { counted } from "@/libs/formatters";
import type { ReactNode } from "react";
import { type Answers, usePreviewAnswers } from "@/features/imports/components/preview/preview-answers";
import { RadioCard } from "@/components/ui/radio-card";

type Choice<Value extends string> = { value: Value; label: string; effect: ReactNode };

type ImportOptionsProps = {
  /** What each answer would do; an empty list leaves the question out and the answer as it is. */
  modes: readonly Choice<Answers["mode"]>[];
  policies: readonly Choice<Answers["repeatPolicy"]>[];
  /** How many numbers stand in the file more than once with different values. */
  conflictCount: number;
};

/** The two questions that only a person can answer. An answer counts at once: the preview is computed again. */
export function ImportOptions({ modes, policies, conflictCount }: ImportOptionsProps) {
  const { chosen, choose, isComparing } = usePreviewAnswers();
  return (
    <div className="grid gap-5">
      {policies.length > 0 ? (
        <Question
          name="repeatPolicy"
          legend={
            conflictCount === 1
              ? "One number stands in this file more than once, with different values. What are these rows?"
              : `${counted(conflictCount, "number")} stand in this file more than once, with different values. What are these rows?`
          }
          choices={policies}
          chosen={chosen.repeatPolicy}
          onChoose={(repeatPolicy) => choose({ repeatPolicy })}
        />
      ) : null}
      {modes.length > 0 ? (
        <Question
          name="mode"
          legend="Does this file hold all quantity surveys so far, or only some?"
          choices={modes}
          chosen={chosen.mode}
          onChoose={(mode) => choose({ mode })}
        />
      ) : null}
      <p className="text-[0.8125rem] text-muted-foreground" role="status">
        {isComparing
          ? "Comparing the file again with your answer. It can be confirmed in a moment."
          : "An answer counts as soon as you choose it: the preview is computed again, and nothing is changed."}
      </p>
    </div>
  );
}

function Question<Value extends string>({
  name,
  legend,
  choices,
  chosen,
  onChoose,
}: {
  name: keyof Answers;
  legend: string;
  choices: readonly Choice<Value>[];
  chosen: Value;
  onChoose: (value: Value) => void;
}) {
  const { formId } = usePreviewAnswers();
  return (
    <fieldset className="grid gap-2">
      <legend className="mb-2 font-medium">{legend}</legend>
      {choices.map(({ value, label, effect }) => (
        <RadioCard
          key={value}
          form={formId}
          name={name}
          value={value}
          label={label}
          checked={value === chosen}
          onChange={() => onChoose(value)}
        >
          {effect}
        </RadioCard>
      ))}
    </fieldset>
  );
}
