"use client";

import { useActionState } from "react";
import { Field } from "@/components/ui/field";
import { FormMessage } from "@/components/ui/form-message";
import { Input } from "@/components/ui/input";
import { SubmitButton } from "@/components/ui/submit-button";
import { requestPasswordReset } from "@/features/auth/actions";

export function ResetRequestForm() {
  const [state, action] = useActionState(requestPasswordReset, { status: "idle" });
  return (
    <form action={action} className="grid gap-4">
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
    </form>
  );
}
