"use client";

import { ActionForm } from "@/components/action-form";
import { useFormAction } from "@/components/use-form-action";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { NativeSelect } from "@/components/ui/native-select";
import { SubmitButton } from "@/components/ui/submit-button";
import { updateOrganization } from "@/features/settings/actions";
import type { Choice } from "@/features/settings/lib/regional-choices";
import { Outcome } from "./outcome";

type OrganizationFormProps = {
  organization: { id: string; name: string; currency: string; locale: string; timeZone: string };
  choices: Record<"currency" | "locale" | "timeZone", readonly Choice[]>;
};

export function OrganizationForm({ organization, choices }: OrganizationFormProps) {
  const [state, action] = useFormAction(updateOrganization);
  const select = (name: keyof typeof choices, label: string, hint: string) => {
    const value = state.values?.[name] ?? organization[name];
    return (
      <Field label={label} hint={hint} error={state.fieldErrors?.[name]}>
        {/* React puts a select back as it was drawn first; drawn anew, it shows what was chosen last. */}
        <NativeSelect key={value} name={name} defaultValue={value}>
          {choices[name].map((choice) => (
            <option key={choice.value} value={choice.value}>
              {choice.label}
            </option>
          ))}
        </NativeSelect>
      </Field>
    );
  };
  const { name, currency, locale, timeZone } = organization;
  const drawn = JSON.stringify({ name, currency, locale, time_zone: timeZone });
  return (
    <ActionForm state={state} action={action} className="grid max-w-3xl gap-4 sm:grid-cols-2">
      <input type="hidden" name="organizationId" value={organization.id} />
      <input type="hidden" name="drawn" value={state.shown?.["drawn"] ?? drawn} />
      <div className="empty:hidden sm:col-span-2">
        <Outcome state={state} />
      </div>
      <Field
        label="Name"
        hint="Stands in the menu and in every mail and report."
        error={state.fieldErrors?.["name"]}
      >
        <Input
          name="name"
          autoComplete="organization"
          required
          maxLength={120}
          defaultValue={state.values?.["name"] ?? organization.name}
        />
      </Field>
      {select("currency", "Currency", "Of all its money. Amounts keep their figures: nothing is converted.")}
      {select("locale", "Numbers and dates", "How amounts and days are written in pages, mails and reports.")}
      {select("timeZone", "Time zone", "Decides which day it is: for ages, due dates and snoozed alerts.")}
      <div className="sm:col-span-2">
        <SubmitButton pendingText="Saving">Save organization</SubmitButton>
      </div>
    </ActionForm>
  );
}
