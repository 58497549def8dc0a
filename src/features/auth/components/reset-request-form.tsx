"use client";

import { ActionForm } from "@/components/action-form";
import { useFormAction } from "@/components/use-form-action";
import { Field } from "@/components/ui/field";
import { FormMessage } from "@/components/ui/form-message";
import { Input } from "@/components/ui/input";
import { SubmitButton } from "@/components/ui/submit-button";
import { requestPasswordReset } from "@/features/auth/actions";

export function ResetRequestForm() {
  const [state, action] = useFormAction(requestPasswordReset);
  return (
    <ActionForm state={state} action={action} className="grid gap-4">
      <FormMessage tone="error">{state.message}</FormMessage>
      <Field label="E-mail" error={state.fieldErrors?.["email"]}>
        <Input
          name="email"
          type="email"
          autoComplete="username"
          required
          maxLength={254}
          defaultValue={state.values?.["email"] ?? ""}
        />
      </Field>
      <SubmitButton pendingText="Sending">Send the link</SubmitButton>
    </ActionForm>
  );
}
