"use client";

import { useId } from "react";
import { ActionForm } from "@/components/action-form";
import { useFormAction } from "@/components/use-form-action";
import { Checkbox } from "@/components/ui/checkbox";
import { SubmitButton } from "@/components/ui/submit-button";
import { setNotifications } from "@/features/settings/actions";
import { Outcome } from "./outcome";

type NotificationsFormProps = {
  organizationName: string;
  alertMail: "off" | "warning" | "critical" | "over_budget";
  /** Whether mail about failed imports is wanted; null where this person would receive none in any case. */
  importFailed: boolean | null;
};

const choices = [
  {
    value: "warning",
    label: "Warning, critical and over budget",
    hint: "Every alert that an import opens or raises.",
  },
  { value: "critical", label: "Critical and over budget", hint: "Warnings stay out of the mail." },
  { value: "over_budget", label: "Over budget only", hint: "When the authorised value is spent." },
  { value: "off", label: "No alert mail", hint: "You look at the alerts in AESTrak." },
] as const;

export function NotificationsForm({ organizationName, alertMail, importFailed }: NotificationsFormProps) {
  const [state, action] = useFormAction(setNotifications);
  const boxId = useId();
  const chosen = state.values?.["alertMail"] ?? alertMail;
  return (
    // React puts choices back as they were drawn first; drawn anew after a save, they show what is saved.
    <ActionForm
      key={`${alertMail} ${importFailed}`}
      state={state}
      action={action}
      className="grid max-w-prose gap-5"
    >
      <Outcome state={state} />
      <fieldset className="grid gap-2">
        <legend className="mb-1 font-medium">Alert mail of {organizationName}</legend>
        {choices.map(({ value, label, hint }) => (
          <label key={value} className="flex min-h-11 items-start gap-3 sm:min-h-0">
            <input
              type="radio"
              name="alertMail"
              value={value}
              defaultChecked={chosen === value}
              className="mt-1 size-4 shrink-0 accent-brand"
            />
            <span>
              {label}
              <span className="block text-[0.8125rem] text-muted-foreground">{hint}</span>
            </span>
          </label>
        ))}
        <p className="text-[0.8125rem] text-muted-foreground">
          One mail per import, which names every purchase order concerned; no mail when none is.
        </p>
      </fieldset>
      {importFailed === null ? null : (
        <fieldset className="grid gap-2">
          <legend className="mb-1 font-medium">Imports of {organizationName}</legend>
          <label htmlFor={boxId} className="flex min-h-11 items-start gap-3 sm:min-h-0">
            <Checkbox id={boxId} name="importFailed" defaultChecked={importFailed} className="mt-0.5" />
            <span>
              An import failed
              <span className="block text-[0.8125rem] text-muted-foreground">
                Which file it was and why, for admins.
              </span>
            </span>
          </label>
        </fieldset>
      )}
      <SubmitButton className="justify-self-start" pendingText="Saving">
        Save notifications
      </SubmitButton>
    </ActionForm>
  );
}
