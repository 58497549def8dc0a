"use client";

import { ActionForm } from "@/components/action-form";
import { useFormAction } from "@/components/use-form-action";
import { FormMessage } from "@/components/ui/form-message";
import { SubmitButton } from "@/components/ui/submit-button";
import { confirmEmailChange } from "@/features/account/actions";

/** Uses the mailed link up by a press of a button, since mail scanners open links. */
export function ConfirmEmailForm({ token }: { token: string }) {
  const [state, action] = useFormAction(confirmEmailChange);
  return (
    <ActionForm state={state} action={action} className="grid gap-4">
      <FormMessage tone="error">{state.message}</FormMessage>
      <input type="hidden" name="token" value={token} />
      <SubmitButton pendingText="Confirming">Confirm this address</SubmitButton>
    </ActionForm>
  );
}
