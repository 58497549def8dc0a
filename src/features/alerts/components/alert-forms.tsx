"use client";

import type { ReactNode } from "react";
import { Field } from "@/components/ui/field";
import { FormMessage } from "@/components/ui/form-message";
import { Input } from "@/components/ui/input";
import { SubmitButton } from "@/components/ui/submit-button";
import { Textarea } from "@/components/ui/textarea";
import type { ActionState } from "@/libs/access/action";

export type FormProps = { alertId: string; state: ActionState; run: (form: FormData) => void };

export function AcknowledgeForm({ today, ...form }: FormProps & { today: string }) {
  const { state } = form;
  return (
    <AlertForm {...form}>
      <Field label="What is being done about it?" error={state.fieldErrors?.note}>
        <Textarea name="note" required maxLength={2000} defaultValue={state.values?.note} />
      </Field>
      <Field
        label="The client should raise the value by"
        optional
        hint="If the value still stands after that day, the alert comes back."
        error={state.fieldErrors?.raiseExpectedBy}
      >
        <Input type="date" name="raiseExpectedBy" min={today} defaultValue={state.values?.raiseExpectedBy} />
      </Field>
      <SubmitButton pendingText="Saving …">Acknowledge</SubmitButton>
    </AlertForm>
  );
}

export function SnoozeForm({ earliest, latest, ...form }: FormProps & { earliest: string; latest: string }) {
  const { state } = form;
  return (
    <AlertForm {...form}>
      <Field
        label="Put it aside until"
        hint="The alert comes back on that day, or earlier if the order gets worse."
        error={state.fieldErrors?.until}
      >
        <Input
          type="date"
          name="until"
          required
          min={earliest}
          max={latest}
          defaultValue={state.values?.until}
        />
      </Field>
      <SubmitButton variant="outline" pendingText="Saving …">
        Snooze
      </SubmitButton>
    </AlertForm>
  );
}

export function ResolveForm(form: FormProps) {
  const { state } = form;
  return (
    <AlertForm {...form}>
      <Field
        label="Why is this settled?"
        hint="The alert opens again only if the order gets worse, or after it has been on track in between."
        error={state.fieldErrors?.reason}
      >
        <Textarea name="reason" required maxLength={2000} defaultValue={state.values?.reason} />
      </Field>
      <SubmitButton variant="outline" pendingText="Saving …">
        Resolve
      </SubmitButton>
    </AlertForm>
  );
}

export function ReopenForm(form: FormProps) {
  return (
    <AlertForm {...form}>
      <SubmitButton variant="outline" pendingText="Saving …">
        Open it again
      </SubmitButton>
    </AlertForm>
  );
}

function AlertForm({ alertId, state, run, children }: FormProps & { children: ReactNode }) {
  return (
    <form action={run} className="grid justify-items-stretch gap-3 [&>button]:justify-self-start">
      <input type="hidden" name="alertId" value={alertId} />
      {children}
      {state.status === "refused" ? <FormMessage tone="error">{state.message}</FormMessage> : null}
    </form>
  );
}
