"use client";

import { ActionForm } from "@/components/action-form";
import { useFormAction } from "@/components/use-form-action";
import { FormMessage } from "@/components/ui/form-message";
import { SubmitButton } from "@/components/ui/submit-button";
import { finishAuthenticatorApp } from "@/features/auth/authenticator-app-actions";
import type { ActionState } from "@/libs/access/action";
import { CodeField } from "./code-field";
import { handingOnCodes } from "./recovery-codes";
import { takeFocus } from "./take-focus";

type AuthenticatorAppCodeProps = {
  /** What the app must learn, and the name that was chosen. */
  begun: ActionState;
  onCodes: (codes: string) => void;
};

/** The second step of setting an authenticator app up: its picture and key, and its first code. */
export function AuthenticatorAppCode({ begun, onCodes }: AuthenticatorAppCodeProps) {
  const [finished, finish] = useFormAction(handingOnCodes(finishAuthenticatorApp, onCodes));
  if (finished.status === "done") return <FormMessage tone="success">{finished.message}</FormMessage>;
  const { key = "", qrCode, name } = begun.shown ?? {};
  return (
    <ActionForm state={finished} action={finish} className="grid gap-4">
      <FormMessage tone="error">{finished.message}</FormMessage>
      <p ref={takeFocus} tabIndex={-1} className="outline-none">
        Scan this picture with your authenticator app, or type the key below it.
      </p>
      {/* White in both themes: a camera reads dark on light. */}
      {/* oxlint-disable-next-line next/no-img-element -- A picture that is its own address leaves nothing to optimise. */}
      <img
        src={qrCode}
        alt="QR code with the key below"
        width={192}
        height={192}
        className="rounded-md border bg-white p-2"
      />
      <p>
        <span className="block text-muted-foreground">Key</span>
        <code className="font-mono">{key.match(/.{1,4}/g)?.join(" ")}</code>
      </p>
      <input type="hidden" name="name" value={name} />
      <CodeField error={finished.fieldErrors?.["code"]} />
      <SubmitButton className="justify-self-start" pendingText="Checking">
        Turn on
      </SubmitButton>
    </ActionForm>
  );
}
