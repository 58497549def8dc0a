"use client";

import { ActionForm } from "@/components/action-form";
import { useFormAction } from "@/components/use-form-action";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { NativeSelect } from "@/components/ui/native-select";
import { SubmitButton } from "@/components/ui/submit-button";
import { updateProfile } from "@/features/settings/actions";
import type { Choice } from "@/features/settings/lib/regional-choices";
import { Outcome } from "./outcome";

type ProfileFormProps = {
  /** Empty time zone and locale: as the organization. */
  profile: Record<"fullName" | "phone" | "timeZone" | "locale", string>;
  choices: Record<"timeZone" | "locale", readonly Choice[]>;
  /** What the organization has, in words. */
  organization: Record<"name" | "timeZone" | "locale", string>;
};

export function ProfileForm({ profile, choices, organization }: ProfileFormProps) {
  const [state, action] = useFormAction(updateProfile);
  const select = (name: "timeZone" | "locale", label: string, hint: string) => {
    const value = state.values?.[name] ?? profile[name];
    return (
      <Field label={label} hint={hint} error={state.fieldErrors?.[name]}>
        {/* React puts a select back as it was drawn first; drawn anew, it shows what was chosen last. */}
        <NativeSelect key={value} name={name} defaultValue={value}>
          <option value="">As the organization: {organization[name]}</option>
          {choices[name].map((choice) => (
            <option key={choice.value} value={choice.value}>
              {choice.label}
            </option>
          ))}
        </NativeSelect>
      </Field>
    );
  };
  const drawn = JSON.stringify({
    full_name: profile.fullName,
    phone: profile.phone,
    time_zone: profile.timeZone || null,
    locale: profile.locale || null,
  });
  return (
    <ActionForm state={state} action={action} className="grid max-w-3xl gap-4 sm:grid-cols-2">
      <input type="hidden" name="drawn" value={state.shown?.["drawn"] ?? drawn} />
      <div className="empty:hidden sm:col-span-2">
        <Outcome state={state} />
      </div>
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
          defaultValue={state.values?.["fullName"] ?? profile.fullName}
        />
      </Field>
      <Field
        label="Telephone"
        optional
        hint="Your colleagues may see it too."
        error={state.fieldErrors?.["phone"]}
      >
        <Input
          name="phone"
          type="tel"
          autoComplete="tel"
          maxLength={40}
          defaultValue={state.values?.["phone"] ?? profile.phone}
        />
      </Field>
      {select(
        "timeZone",
        "Time zone",
        `In which you see times. Which day it is, for ages and due dates, ${organization.name} decides for everybody.`,
      )}
      {select("locale", "Numbers and dates", "How amounts are written in your pages and your alert mail.")}
      <div className="sm:col-span-2">
        <SubmitButton pendingText="Saving">Save profile</SubmitButton>
      </div>
    </ActionForm>
  );
}
