"use client";

import { ActionForm } from "@/components/action-form";
import { useFormAction } from "@/components/use-form-action";
import { Field } from "@/components/ui/field";
import { FormMessage } from "@/components/ui/form-message";
import { Input } from "@/components/ui/input";
import { SubmitButton } from "@/components/ui/submit-button";
import { deleteAccount } from "@/features/account/actions";

/** Ends one's account, after its address and its password were typed. */
export function DeleteAccountForm({ email }: { email: string }) {
  const [state, action] = useFormAction(deleteAccount);
  return (
    <ActionForm state={state} action={action} className="grid gap-4">
      <FormMessage tone="error">{state.message}</FormMessage>
      <Field
        label="Your e-mail address"
        hint={
          <>
            Type <span className="font-medium wrap-anywhere text-foreground">{email}</span> to confirm.
          </>
        }
        error={state.fieldErrors?.["typedEmail"]}
      >
        <Input
          name="typedEmail"
          type="email"
          autoComplete="off"
          required
          defaultValue={state.values?.["typedEmail"] ?? ""}
        />
      </Field>
      <Field label="Present password" error={state.fieldErrors?.["currentPassword"]}>
        <Input name="currentPassword" type="password" autoComplete="current-password" required />
      </Field>
      <SubmitButton variant="destructive" pendingText="Deleting">
        Delete my account for good
      </SubmitButton>
    </ActionForm>
  );
}
