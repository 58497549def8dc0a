"use client";

import { ActionForm } from "@/components/action-form";
import { useFormAction } from "@/components/use-form-action";
import { Field } from "@/components/ui/field";
import { FormMessage } from "@/components/ui/form-message";
import { Input } from "@/components/ui/input";
import { SubmitButton } from "@/components/ui/submit-button";
import { enterRecoveryCode, verifySecondFactor } from "@/features/auth/second-factor-actions";
import { CodeField } from "./code-field";
import { showPasskey } from "./passkey-ceremonies";

/** For a passkey. @param next where to go afterwards; the action checks it again */
export function PasskeyForm({ next }: { next: string }) {
  const [state, action] = useFormAction(showPasskey);
  return (
    <ActionForm state={state} action={action} className="grid gap-4">
      <FormMessage tone="error">{state.message}</FormMessage>
      <input type="hidden" name="next" value={next} />
      <SubmitButton pendingText="Follow your browser">Use a passkey</SubmitButton>
    </ActionForm>
  );
}

/** For an authenticator app. @param next where to go afterwards; the action checks it again */
export function CodeForm({ next }: { next: string }) {
  const [state, action] = useFormAction(verifySecondFactor);
  return (
    <ActionForm state={state} action={action} className="grid gap-4">
      <FormMessage tone="error">{state.message}</FormMessage>
      <input type="hidden" name="next" value={next} />
      <CodeField error={state.fieldErrors?.["code"]} />
      <SubmitButton pendingText="Checking">Continue</SubmitButton>
    </ActionForm>
  );
}

/** For somebody who has lost what they would show. */
export function RecoveryCodeForm() {
  const [state, action] = useFormAction(enterRecoveryCode);
  return (
    <details>
      <summary className="cursor-pointer rounded-sm text-link underline underline-offset-4">
        Lost your device?
      </summary>
      <ActionForm state={state} action={action} className="mt-4 grid gap-4">
        <FormMessage tone="error">{state.message}</FormMessage>
        <Field
          label="Recovery code"
          hint="One of the ten that you got with your first second factor. It removes your passkeys and apps and logs your other devices out; you then set up another."
          error={state.fieldErrors?.["recoveryCode"]}
        >
          <Input
            name="recoveryCode"
            defaultValue={state.values?.["recoveryCode"]}
            autoComplete="off"
            spellCheck={false}
            required
            maxLength={100}
            className="font-mono"
          />
        </Field>
        <SubmitButton variant="outline" pendingText="Checking">
          Use this code
        </SubmitButton>
      </ActionForm>
    </details>
  );
}
