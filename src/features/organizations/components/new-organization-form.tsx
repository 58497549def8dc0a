"use client";

import { ActionForm } from "@/components/action-form";
import { useFormAction } from "@/components/use-form-action";
import { Field } from "@/components/ui/field";
import { FormMessage } from "@/components/ui/form-message";
import { Input } from "@/components/ui/input";
import { SubmitButton } from "@/components/ui/submit-button";
import { createOrganization } from "@/features/organizations/actions";

export function NewOrganizationForm() {
  const [state, action] = useFormAction(createOrganization);
  return (
    <ActionForm state={state} action={action} className="grid gap-4">
      <FormMessage tone="error">{state.message}</FormMessage>
      <Field
        label="Name"
        hint="Its currency, time zone and format are asked next."
        error={state.fieldErrors?.["name"]}
      >
        <Input
          name="name"
          autoComplete="organization"
          required
          maxLength={120}
          defaultValue={state.values?.["name"] ?? ""}
        />
      </Field>
      <SubmitButton pendingText="Setting up">Set up the organization</SubmitButton>
    </ActionForm>
  );
}
