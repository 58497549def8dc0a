"use client";

import { useId } from "react";
import { ActionForm } from "@/components/action-form";
import { useFormAction } from "@/components/use-form-action";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { FormMessage } from "@/components/ui/form-message";
import { Input } from "@/components/ui/input";
import { NativeSelect } from "@/components/ui/native-select";
import { SubmitButton } from "@/components/ui/submit-button";
import { createApiToken } from "@/features/api-tokens/actions";
import { lifetimeChoices, scopeChoices } from "@/features/api-tokens/schema";
import { NewTokenNotice } from "./new-token-notice";

/** Makes a token, and shows it once. */
export function CreateTokenForm() {
  const [state, action] = useFormAction(createApiToken);
  const id = useId();
  const { values } = state;
  const scopeError = state.fieldErrors?.["write"]?.[0];
  const lifetime = values?.["lifetime"] ?? lifetimeChoices[0].value;
  return (
    <ActionForm state={state} action={action} className="grid gap-4 sm:grid-cols-2">
      <div className="empty:hidden sm:col-span-2">
        {state.status === "done" && state.message ? (
          // Drawn anew for each token, so that "Copied" is never said of another.
          <NewTokenNotice key={state.message} token={state.message} />
        ) : (
          <FormMessage tone="error">{state.message}</FormMessage>
        )}
      </div>
      <Field
        label="What it is for"
        hint="Such as the script and the machine it runs on."
        error={state.fieldErrors?.["name"]}
      >
        <Input name="name" required maxLength={80} autoComplete="off" defaultValue={values?.["name"] ?? ""} />
      </Field>
      <Field
        label="Works for"
        hint="A short life limits what a lost token can do."
        error={state.fieldErrors?.["lifetime"]}
      >
        {/* React puts a select back as it was drawn first; drawn anew, it shows what was chosen last. */}
        <NativeSelect key={lifetime} name="lifetime" defaultValue={lifetime}>
          {lifetimeChoices.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </NativeSelect>
      </Field>
      <fieldset className="sm:col-span-2" aria-describedby={scopeError ? `${id}-error` : undefined}>
        <legend className="mb-1.5 text-sm font-medium">It may</legend>
        <div className="grid gap-2 sm:grid-cols-2">
          {scopeChoices.map(({ field, label, hint }) => (
            <label
              key={field}
              htmlFor={`${id}-${field}`}
              className="flex min-h-11 items-start gap-2.5 rounded-md border p-3"
            >
              <Checkbox
                id={`${id}-${field}`}
                name={field}
                className="mt-0.5"
                defaultChecked={values ? values[field] === "on" : true}
                aria-invalid={scopeError ? true : undefined}
              />
              <span>
                <span className="block font-medium">{label}</span>
                <span className="block text-[0.8125rem] text-muted-foreground">{hint}</span>
              </span>
            </label>
          ))}
        </div>
        {scopeError ? (
          <p id={`${id}-error`} className="mt-1.5 text-[0.8125rem] text-destructive-text">
            {scopeError}
          </p>
        ) : null}
      </fieldset>
      <div className="sm:col-span-2">
        <SubmitButton pendingText="Making">Make token</SubmitButton>
      </div>
    </ActionForm>
  );
}
