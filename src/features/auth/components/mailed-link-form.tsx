"use client";

import { ActionForm } from "@/components/action-form";
import { useFormAction } from "@/components/use-form-action";
import { FormMessage } from "@/components/ui/form-message";
import { SubmitButton } from "@/components/ui/submit-button";
import { followMailedLink } from "@/features/auth/actions";
import { NewPasswordField } from "./new-password-field";

/**
 * Uses a mailed link up, with the password that its reader chooses. Opening the link uses nothing up: mail scanners
 * open links too.
 * @param email whose password it is; shown to password managers only
 */
export function MailedLinkForm({ token, email }: { token: string; email: string }) {
  const [state, action] = useFormAction(followMailedLink);
  return (
    <ActionForm state={state} action={action} className="grid gap-4">
      <FormMessage tone="error">{state.message}</FormMessage>
      <input type="hidden" name="token" value={token} />
      <input type="text" name="email" autoComplete="username" value={email} readOnly hidden />
      <NewPasswordField label="New password" error={state.fieldErrors?.["newPassword"]} />
      <SubmitButton pendingText="Saving">Save and go on</SubmitButton>
    </ActionForm>
  );
}
