"use client";

import type { ReactNode } from "react";
import { ActionForm } from "@/components/action-form";
import { Field } from "@/components/ui/field";
import { FormMessage } from "@/components/ui/form-message";
import { Input } from "@/components/ui/input";
import { SubmitButton } from "@/components/ui/submit-button";
import { Textarea } from "@/components/ui/textarea";
import type { ActionState } from "@/libs/access/action";

/** @param seen the last step of the alert that the page shows */
export type FormProps = { alertId: string; seen: string; state: ActionState; run: (form: FormData) => void };

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
        hint="If the level still stands when that day is over, the alert comes back."
        error={state.fieldErrors?.raiseExpectedBy}
      >
        <Input type="date" name="raiseExpectedBy" min={today} defaultValue={state.values?.raiseExpectedBy} />
      </Field>
      <Deed state={state}>Acknowledge</Deed>
    </AlertForm>
  );
}

export function SnoozeForm({ today, latest, ...form }: FormProps & { today: string; latest: string }) {
  const { state } = form;
  return (
    <AlertForm {...form}>
      <Field
        label="Put it aside until the end of"
        hint="The alert comes back when that day is over, or earlier if the order gets worse."
        error={state.fieldErrors?.until}
      >
        <Input
          type="date"
          name="until"
          required
          min={today}
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
      <Deed state={state} variant="outline">
        Resolve
      </Deed>
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

export function CommentForm(form: FormProps) {
  const { state } = form;
  return (
    <AlertForm {...form}>
      <Field label="Comment" hint="The alert stays as it is." error={state.fieldErrors?.note}>
        <Textarea name="note" required maxLength={2000} defaultValue={state.values?.note} />
      </Field>
      <SubmitButton variant="outline" pendingText="Saving …">
        Add the comment
      </SubmitButton>
    </AlertForm>
  );
}

/** The button of a form with a text; where somebody else was first, the text can be added to theirs instead. */
function Deed({ state, variant, children }: { state: ActionState; variant?: "outline"; children: string }) {
  const wasMoved = state.status === "refused" && state.shown?.seen !== undefined;
  return (
    <div className="flex flex-wrap gap-2">
      {wasMoved ? (
        <SubmitButton name="as" value="comment" pendingText="Saving …">
          Add mine as a comment
        </SubmitButton>
      ) : null}
      <SubmitButton
        name="as"
        value="deed"
        variant={wasMoved ? "outline" : (variant ?? "default")}
        pendingText="Saving …"
      >
        {wasMoved ? `${children} all the same` : children}
      </SubmitButton>
    </div>
  );
}

function AlertForm({ alertId, seen, state, run, children }: FormProps & { children: ReactNode }) {
  // What a refusal told counts as seen; a page drawn after it knows more.
  const told = state.status === "refused" ? state.shown?.seen : undefined;
  const latest = told !== undefined && BigInt(told) > BigInt(seen) ? told : seen;
  return (
    <ActionForm
      state={state}
      action={run}
      className="grid justify-items-stretch gap-3 [&>button]:justify-self-start"
    >
      <input type="hidden" name="alertId" value={alertId} />
      <input type="hidden" name="seen" value={latest} />
      {state.status === "refused" ? <FormMessage tone="error">{state.message}</FormMessage> : null}
      {children}
    </ActionForm>
  );
}
