"use client";

import { useActionState } from "react";
import { FormMessage } from "@/components/ui/form-message";
import { SubmitButton } from "@/components/ui/submit-button";
import { chooseNewPassword } from "@/features/auth/actions";
import { NewPasswordField } from "./new-password-field";

/** @param email whose password it is; shown to password managers only */
export function NewPasswordForm({ email }: { email: string }) {
  const [state, action] = useActionState(chooseNewPassword, { status: "idle" });
  return (
    <form action={action} className="grid gap-4">
      <FormMessage tone="error">{state.message}</FormMessage>
      <input type="text" name="email" autoComplete="username" value={email} readOnly hidden />
      <NewPasswordField label="New password" error={state.fieldErrors?.["newPassword"]} />
      <SubmitButton pendingText="Saving">Save and go on</SubmitButton>
    </form>
  );
}
