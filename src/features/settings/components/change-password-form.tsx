"use client";

import { ActionForm } from "@/components/action-form";
import { useFormAction } from "@/components/use-form-action";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { SubmitButton } from "@/components/ui/submit-button";
import { changePassword } from "@/features/auth/actions";
import { Outcome } from "./outcome";

/** @param email whose password it is; for password managers only */
export function ChangePasswordForm({ email }: { email: string }) {
  const [state, action] = useFormAction(changePassword);
  return (
    <ActionForm state={state} action={action} className="grid max-w-lg gap-4">
      <Outcome state={state} />
      <input type="text" name="email" autoComplete="username" value={email} readOnly hidden />
      <Field label="Present password" error={state.fieldErrors?.["currentPassword"]}>
        <Input name="currentPassword" type="password" autoComplete="current-password" required />
      </Field>
      <Field label="New password" hint="At least 10 characters." error={state.fieldErrors?.["newPassword"]}>
        <Input name="newPassword" type="password" autoComplete="new-password" required minLength={10} />
      </Field>
      <SubmitButton className="justify-self-start" pendingText="Changing">
        Change password
      </SubmitButton>
    </ActionForm>
  );
}
