"use client";

import { ActionForm } from "@/components/action-form";
import { useFormAction } from "@/components/use-form-action";
import { Field } from "@/components/ui/field";
import { FormMessage } from "@/components/ui/form-message";
import { Input } from "@/components/ui/input";
import { SubmitButton } from "@/components/ui/submit-button";
import { signUp } from "@/features/auth/actions";

export function SignUpForm() {
  const [state, action] = useFormAction(signUp);
  const typed = (name: string) => state.values?.[name] ?? "";
  return (
    <ActionForm state={state} action={action} className="grid gap-4">
      <FormMessage tone="error">{state.message}</FormMessage>
      <Field
        label="Organization"
        hint="The contractor whose purchase orders you follow. You become its admin."
        error={state.fieldErrors?.["organizationName"]}
      >
        <Input
          name="organizationName"
          autoComplete="organization"
          required
          maxLength={120}
          defaultValue={typed("organizationName")}
        />
      </Field>
      <Field label="Your name" error={state.fieldErrors?.["fullName"]}>
        <Input
          name="fullName"
          autoComplete="name"
          required
          maxLength={120}
          defaultValue={typed("fullName")}
        />
      </Field>
      <Field label="E-mail" error={state.fieldErrors?.["email"]}>
        <Input
          name="email"
          type="email"
          autoComplete="username"
          required
          maxLength={254}
          defaultValue={typed("email")}
        />
      </Field>
      <SubmitButton pendingText="Signing up">Sign up</SubmitButton>
    </ActionForm>
  );
}
