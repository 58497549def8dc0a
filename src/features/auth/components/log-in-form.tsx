"use client";

import { useActionState } from "react";
import { Field } from "@/components/ui/field";
import { FormMessage } from "@/components/ui/form-message";
import { Input } from "@/components/ui/input";
import { SubmitButton } from "@/components/ui/submit-button";
import { logIn } from "@/features/auth/actions";

/** @param next where to go afterwards; the action checks it again */
export function LogInForm({ next }: { next: string }) {
  const [state, action] = useActionState(logIn, { status: "idle" });
  return (
    <form action={action} className="grid gap-4">
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
    </form>
  );
}
