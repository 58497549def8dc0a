"use client";

import { ActionForm } from "@/components/action-form";
import { useFormAction } from "@/components/use-form-action";
import { Field } from "@/components/ui/field";
import { FormMessage } from "@/components/ui/form-message";
import { Input } from "@/components/ui/input";
import { SubmitButton } from "@/components/ui/submit-button";
import { updateThresholds } from "@/features/settings/actions";
import { type ThresholdPreview, thresholdPreviewSchema } from "@/features/settings/lib/threshold-preview";
import type { UtilizationThresholds } from "@/libs/utilization";
import { ThresholdMoves } from "./threshold-moves";

const fields = [
  { name: "warning", label: "Warning from (%)", hint: "Below this an order is on track." },
  { name: "critical", label: "Critical from (%)", hint: "Above warning." },
  { name: "overBudget", label: "Over budget from (%)", hint: "100 is the whole authorised value." },
] as const;

type ThresholdsFormProps = {
  organization: { id: string; currency: string; locale: string };
  thresholds: UtilizationThresholds;
};

/** Shows first which alerts new thresholds would move; saving then does exactly that. */
export function ThresholdsForm({ organization, thresholds }: ThresholdsFormProps) {
  const [state, action] = useFormAction(updateThresholds);
  const shown = state.shown?.["preview"];
  const preview: ThresholdPreview | null = shown ? thresholdPreviewSchema.parse(JSON.parse(shown)) : null;
  return (
    <div className="grid max-w-3xl gap-4">
      <FormMessage tone={state.status === "done" ? "success" : "error"}>{state.message}</FormMessage>
      <ActionForm state={state} action={action} className="grid gap-4 sm:grid-cols-3">
        <input type="hidden" name="organizationId" value={organization.id} />
        {fields.map(({ name, label, hint }) => (
          <Field key={name} label={label} hint={hint} error={state.fieldErrors?.[name]}>
            <Input
              name={name}
              inputMode="decimal"
              autoComplete="off"
              required
              maxLength={6}
              defaultValue={state.values?.[name] ?? thresholds[name]}
            />
          </Field>
        ))}
        <div className="sm:col-span-3">
          <SubmitButton variant={preview ? "outline" : "default"} pendingText="Looking">
            {preview ? "Show again" : "Show what changes"}
          </SubmitButton>
        </div>
      </ActionForm>
      {preview ? (
        <ActionForm state={state} action={action} className="grid gap-4 rounded-md border p-4">
          <input type="hidden" name="organizationId" value={organization.id} />
          {fields.map(({ name }) => (
            <input key={name} type="hidden" name={name} value={state.values?.[name] ?? ""} />
          ))}
          <input type="hidden" name="preview" value={preview.seen} />
          <ThresholdMoves preview={preview} of={state.shown?.["of"] ?? ""} format={organization} />
          <SubmitButton className="justify-self-start" pendingText="Judging anew">
            Save these thresholds
          </SubmitButton>
        </ActionForm>
      ) : null}
    </div>
  );
}
