"use client";

import { ActionForm } from "@/components/action-form";
import { useFormAction } from "@/components/use-form-action";
import { Field } from "@/components/ui/field";
import { FormMessage } from "@/components/ui/form-message";
import { Input } from "@/components/ui/input";
import { SubmitButton } from "@/components/ui/submit-button";
import { requestEmailChange } from "@/features/account/actions";

/** Asks for another address. @param email the present one */
export function EmailChangeForm({ email }: { email: string }) {
  const [state, action] = useFormAction(requestEmailChange);
  return (
    <ActionForm state={state} action={action} className="grid max-w-lg gap-4">
      <FormMessage tone={state.status === "done" ? "success" : "error"}>{state.message}</FormMessage>
      <input type="text" name="username" autoComplete="username" value={email} readOnly hidden />
      <Field
        label="New e-mail address"
        hint="It gets a mail with a link. Until you open that, everything stays as it is."
        error={state.fieldErrors?.["newEmail"]}
      >
        <Input
          name="newEmail"
          type="email"
          autoComplete="off"
          required
          maxLength={254}
          defaultValue={state.status === "refused" ? (state.values?.["newEmail"] ?? "") : ""}
        />
      </Field>
      <Field label="Present password" error={state.fieldErrors?.["currentPassword"]}>
        <Input name="currentPassword" type="password" autoComplete="current-password" required />
      </Field>
      <SubmitButton className="justify-self-start" pendingText="Sending the mail">
        Change e-mail address
      </SubmitButton>
    </ActionForm>
  );
}
