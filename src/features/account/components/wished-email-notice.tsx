"use client";

import { ActionForm } from "@/components/action-form";
import { useFormAction } from "@/components/use-form-action";
import { Alert } from "@/components/ui/alert";
import { FormMessage } from "@/components/ui/form-message";
import { SubmitButton } from "@/components/ui/submit-button";
import { cancelEmailChange } from "@/features/account/actions";

/** @param until when the mailed link ends, in words */
type WishedEmailNoticeProps = { newEmail: string; until: string };

/** Says which address waits to be confirmed, and lets it be withdrawn. */
export function WishedEmailNotice({ newEmail, until }: WishedEmailNoticeProps) {
  const [state, action] = useFormAction(cancelEmailChange);
  return (
    <Alert title="Waiting to be confirmed" className="max-w-prose">
      <p>
        <span className="font-medium wrap-anywhere">{newEmail}</span> gets a mail with a link, which works
        once, until {until}. No mail there? Look whether the address is right, and whether the mail is among
        the spam; an address that has an AESTrak account of its own gets no link.
      </p>
      <ActionForm state={state} action={action} className="mt-3 grid gap-2">
        <FormMessage tone="error">{state.status === "refused" ? state.message : null}</FormMessage>
        <SubmitButton variant="outline" className="justify-self-start" pendingText="Withdrawing">
          Keep my present address
        </SubmitButton>
      </ActionForm>
    </Alert>
  );
}
