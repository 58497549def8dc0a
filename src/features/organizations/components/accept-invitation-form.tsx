"use client";

import { ActionForm } from "@/components/action-form";
import { useFormAction } from "@/components/use-form-action";
import { FormMessage } from "@/components/ui/form-message";
import { SubmitButton } from "@/components/ui/submit-button";
import { acceptInvitation } from "@/features/organizations/actions";

export function AcceptInvitationForm({
  token,
  organizationName,
}: {
  token: string;
  organizationName: string;
}) {
  const [state, action] = useFormAction(acceptInvitation);
  return (
    <ActionForm state={state} action={action} className="grid gap-4">
      <FormMessage tone="error">{state.message}</FormMessage>
      <input type="hidden" name="token" value={token} />
      <SubmitButton pendingText="Joining" className="h-auto min-h-11 whitespace-normal">
        Join {organizationName}
      </SubmitButton>
    </ActionForm>
  );
}
