"use client";

import { ActionForm } from "@/components/action-form";
import { useFormAction } from "@/components/use-form-action";
import { Field } from "@/components/ui/field";
import { FormMessage } from "@/components/ui/form-message";
import { Input } from "@/components/ui/input";
import { SubmitButton } from "@/components/ui/submit-button";
import { startAuthenticatorApp } from "@/features/auth/authenticator-app-actions";
import type { FormAction } from "@/libs/access/action";
import { AuthenticatorAppCode } from "./authenticator-app-code";
import { createPasskey } from "./passkey-ceremonies";
import { handingOnCodes } from "./recovery-codes";

type SecondFactorEnrolmentProps = {
  arePasskeysOffered: boolean;
  /** Gets the recovery codes that come with a first second factor. */
  onCodes: (codes: string) => void;
};

const begin: FormAction = (previous, form) =>
  form.get("kind") === "passkey" ? createPasskey(previous, form) : startAuthenticatorApp(previous, form);

/** Sets an authenticator app or a passkey up, by the present password. */
export function SecondFactorEnrolment({ arePasskeysOffered, onCodes }: SecondFactorEnrolmentProps) {
  const [begun, action] = useFormAction(handingOnCodes(begin, onCodes));
  if (begun.shown?.["key"]) return <AuthenticatorAppCode begun={begun} onCodes={onCodes} />;
  const isDone = begun.status === "done";
  return (
    <ActionForm state={begun} action={action} className="grid max-w-lg gap-4">
      <FormMessage tone={isDone ? "success" : "error"}>{begun.message}</FormMessage>
      <p>
        A passkey is shown by this device, your telephone or a security key; an authenticator app shows a code
        to type. Once one is set up, your other devices have to log in again.
      </p>
      <Field
        label="Name"
        optional
        hint="By which you tell it from others, such as “Work phone”."
        error={begun.fieldErrors?.["name"]}
      >
        <Input name="name" maxLength={60} autoComplete="off" defaultValue={begun.values?.["name"]} />
      </Field>
      <Field label="Present password" error={begun.fieldErrors?.["currentPassword"]}>
        <Input name="currentPassword" type="password" autoComplete="current-password" required />
      </Field>
      <div className="flex flex-wrap gap-2">
        {arePasskeysOffered ? (
          <SubmitButton name="kind" value="passkey" variant="outline" pendingText="Follow your browser">
            Set up a passkey
          </SubmitButton>
        ) : null}
        <SubmitButton name="kind" value="app" variant="outline" pendingText="One moment">
          Set up an authenticator app
        </SubmitButton>
      </div>
    </ActionForm>
  );
}
