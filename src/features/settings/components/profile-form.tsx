"use client";

import { useActionState } from "react";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { SubmitButton } from "@/components/ui/submit-button";
import { updateProfile } from "@/features/settings/actions";
import { Outcome } from "./outcome";

type ProfileFormProps = { email: string; fullName: string; phone: string };

export function ProfileForm({ email, fullName, phone }: ProfileFormProps) {
  const [state, action] = useActionState(updateProfile, { status: "idle" });
  return (
    <form action={action} className="grid max-w-lg gap-4">
      <Outcome state={state} />
      <Field
        label="Name"
        hint="Your colleagues see it beside what you did."
        error={state.fieldErrors?.["fullName"]}
      >
        <Input
          name="fullName"
          autoComplete="name"
          required
          maxLength={120}
          defaultValue={state.values?.["fullName"] ?? fullName}
        />
      </Field>
      <Field label="Telephone" optional error={state.fieldErrors?.["phone"]}>
        <Input
          name="phone"
          type="tel"
          autoComplete="tel"
          maxLength={40}
          defaultValue={state.values?.["phone"] ?? phone}
        />
      </Field>
      <Field label="E-mail" hint="You log in with it, and alert mail goes there. It can't be changed.">
        <Input type="email" value={email} readOnly className="bg-muted" />
      </Field>
      <SubmitButton className="justify-self-start" pendingText="Saving">
        Save profile
      </SubmitButton>
    </form>
  );
}
