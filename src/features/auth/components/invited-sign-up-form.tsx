"use client";

import { ActionForm } from "@/components/action-form";
import { useFormAction } from "@/components/use-form-action";
import { Field } from "@/components/ui/field";
import { FormMessage } from "@/components/ui/form-message";
import { Input } from "@/components/ui/input";
import { SubmitButton } from "@/components/ui/submit-button";
import { signUpInvited } from "@/features/auth/actions";
import { NewPasswordField } from "./new-password-field";

/** @param email shown only: the action takes the address from the invitation */
export function InvitedSignUpForm({ token, email }: { token: string; email: string }) {
  const [state, action] = useFormAction(signUpInvited);
  return (
    <ActionForm state={state} action={action} className="grid gap-4">
      <FormMessage tone="error">{state.message}</FormMessage>
      <input type="hidden" name="token" value={token} />
      <Field label="E-mail" hint="The invitation is for this address.">
        <Input type="email" autoComplete="username" value={email} readOnly />
      </Field>
      <Field label="Your name" error={state.fieldErrors?.["fullName"]}>
        <Input
          name="fullName"
          autoComplete="name"
          required
          maxLength={120}
          defaultValue={state.values?.["fullName"] ?? ""}
        />
      </Field>
      <NewPasswordField label="Password" error={state.fieldErrors?.["newPassword"]} />
      <SubmitButton pendingText="Joining">Join</SubmitButton>
    </ActionForm>
  );
}
