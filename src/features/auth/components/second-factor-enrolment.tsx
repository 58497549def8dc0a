"use client";

import { useActionState } from "react";
import { Field } from "@/components/ui/field";
import { FormMessage } from "@/components/ui/form-message";
import { Input } from "@/components/ui/input";
import { SubmitButton } from "@/components/ui/submit-button";
import { finishSecondFactor, startSecondFactor } from "@/features/auth/second-factor-actions";
import { CodeField } from "./code-field";
import { handingOnCodes } from "./recovery-codes";
import { takeFocus } from "./take-focus";

/** The two steps that set up an authenticator app: the present password, then the first code. @param onCodes gets the recovery codes after the second */
export function SecondFactorEnrolment({ onCodes }: { onCodes: (codes: string) => void }) {
  const [begun, begin] = useActionState(startSecondFactor, { status: "idle" });
  const [finished, finish] = useActionState(handingOnCodes(finishSecondFactor, onCodes), { status: "idle" });
  const secret = begun.shown?.["secret"];
  if (!secret) {
    return (
      <form action={begin} className="grid max-w-lg gap-4">
        <FormMessage tone="error">{begun.message}</FormMessage>
        <p>Once it is on, your other devices have to log in again.</p>
        <Field label="Present password" error={begun.fieldErrors?.["currentPassword"]}>
          <Input name="currentPassword" type="password" autoComplete="current-password" required />
        </Field>
        <SubmitButton className="justify-self-start" pendingText="One moment">
          Set up an authenticator app
        </SubmitButton>
      </form>
    );
  }
  return (
    <form action={finish} className="grid gap-4">
      <FormMessage tone="error">{finished.message}</FormMessage>
      <p ref={takeFocus} tabIndex={-1} className="outline-none">
        Scan this picture with your authenticator app, or type the key below it.
      </p>
      {/* White in both themes: a camera reads dark on light. */}
      {/* oxlint-disable-next-line next/no-img-element -- A picture that is its own address leaves nothing to optimise. */}
      <img
        src={begun.shown?.["qrCode"]}
        alt="QR code with the key below"
        width={192}
        height={192}
        className="rounded-md border bg-white p-2"
      />
      <p>
        <span className="block text-muted-foreground">Key</span>
        <code className="font-mono">{secret.match(/.{1,4}/g)?.join(" ")}</code>
      </p>
      <input type="hidden" name="factorId" value={begun.shown?.["factorId"] ?? ""} />
      <CodeField error={finished.fieldErrors?.["code"]} />
      <SubmitButton className="justify-self-start" pendingText="Checking">
        Turn on
      </SubmitButton>
    </form>
  );
}
