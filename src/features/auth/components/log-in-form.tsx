"use client";

import { ActionForm } from "@/components/action-form";
import { useFormAction } from "@/components/use-form-action";
import { Field } from "@/components/ui/field";
import { FormMessage } from "@/components/ui/form-message";
import { Input } from "@/components/ui/input";
import { SubmitButton } from "@/components/ui/submit-button";
import { logIn } from "@/features/auth/actions";

/** @param next where to go afterwards; the action checks it again */
export function LogInForm({ next }: { next: string }) {
  const [state, action] = useFormAction(logIn);
  return (
    <ActionForm state={state} action={action} className="grid gap-4">
      <FormMessage tone="error">{state.message}</FormMessage>
      <input type="hidden" name="next" value={next} />
      <Field label="E-mail" error={state.fieldErrors?.["email"]}>
        <Input
          name="email"
          type="email"
          autoComplete="username"
          required
          defaultValue={state.values?.["email"] ?? ""}
        />
      </Field>
      <Field label="Password" error={state.fieldErrors?.["password"]}>
        <Input name="password" type="password" autoComplete="current-password" required />
      </Field>
      <SubmitButton pendingText="Logging in">Log in</SubmitButton>
    </ActionForm>
  );
}
