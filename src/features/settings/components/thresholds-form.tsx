"use client";

import { useActionState } from "react";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { SubmitButton } from "@/components/ui/submit-button";
import { updateThresholds } from "@/features/settings/actions";
import type { UtilizationThresholds } from "@/libs/utilization";
import { Outcome } from "./outcome";

const fields = [
  { name: "warning", label: "Warning from (%)", hint: "Below this an order is on track." },
  { name: "critical", label: "Critical from (%)", hint: "Above warning." },
  { name: "overBudget", label: "Over budget from (%)", hint: "100 is the whole authorised value." },
] as const;

export function ThresholdsForm({ thresholds }: { thresholds: UtilizationThresholds }) {
  const [state, action] = useActionState(updateThresholds, { status: "idle" });
  return (
    <form action={action} className="grid max-w-3xl gap-4 sm:grid-cols-3">
      <div className="empty:hidden sm:col-span-3">
        <Outcome state={state} />
      </div>
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
        <SubmitButton pendingText="Judging anew">Save thresholds</SubmitButton>
      </div>
    </form>
  );
}
