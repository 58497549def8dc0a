"use client";

import { useSyncExternalStore } from "react";
import { ActionForm } from "@/components/action-form";
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { NativeSelect } from "@/components/ui/native-select";
import { SubmitButton } from "@/components/ui/submit-button";
import { useFormAction } from "@/components/use-form-action";
import { chooseFormats } from "@/features/settings/actions";
import { guessFormats } from "@/features/settings/lib/browser-formats";
import type { Choice } from "@/features/settings/lib/regional-choices";
import { Outcome } from "./outcome";

type Name = "currency" | "locale" | "timeZone";

const never = () => () => {};
const browserLanguage = () => navigator.language;
const browserTimeZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** Asks, until the first import, how the organization's money, numbers and times are written; the browser suggests answers. */
export function FormatsSetup({
  organization,
  choices,
}: {
  organization: Record<Name | "id" | "name", string>;
  choices: Record<Name, readonly Choice[]>;
}) {
  const [state, action] = useFormAction(chooseFormats);
  const language = useSyncExternalStore(never, browserLanguage, () => null);
  const timeZone = useSyncExternalStore(never, browserTimeZone, () => undefined);
  // UTC is what every organization begins with.
  const guess =
    language === null || organization.timeZone !== "UTC" ? null : guessFormats(language, timeZone);
  const select = (name: Name, label: string, hint: string) => {
    const guessed = guess?.[name];
    const value =
      state.values?.[name] ??
      (choices[name].some((choice) => choice.value === guessed) ? guessed : undefined) ??
      organization[name];
    return (
      <Field label={label} hint={hint} error={state.fieldErrors?.[name]}>
        {/* Drawn anew when the browser is known: React keeps a select as it was drawn first. */}
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
  return (
    <Card>
      <CardHeader>
        <div>
          <CardTitle>How does {organization.name} count?</CardTitle>
          <CardDescription>
            Suggested by your browser; check it before the first import. You can change it later in the
            settings.
          </CardDescription>
        </div>
      </CardHeader>
      <CardContent>
        <ActionForm state={state} action={action} className="grid gap-4 lg:grid-cols-3">
          <input type="hidden" name="organizationId" value={organization.id} />
          <div className="empty:hidden lg:col-span-3">
            <Outcome state={state} />
          </div>
          {select("currency", "Currency", "Of all its purchase orders.")}
          {select("locale", "Numbers and dates", "How amounts and days are written.")}
          {select("timeZone", "Time zone", "Decides which day it is.")}
          <div className="lg:col-span-3">
            <SubmitButton pendingText="Saving">Save and go on</SubmitButton>
          </div>
        </ActionForm>
      </CardContent>
    </Card>
  );
}
