"use client";

import { useActionState } from "react";
import { Checkbox } from "@/components/ui/checkbox";
import { SubmitButton } from "@/components/ui/submit-button";
import { setAlertEmails } from "@/features/settings/actions";
import { Outcome } from "./outcome";

type NotificationsFormProps = {
  /** The address that the mail goes to. */
  email: string;
  organizationName: string;
  wanted: boolean;
};

export function NotificationsForm({ email, organizationName, wanted }: NotificationsFormProps) {
  const [state, action] = useActionState(setAlertEmails, { status: "idle" });
  return (
    <form action={action} className="grid max-w-prose gap-4">
      <Outcome state={state} />
      <label className="flex min-h-11 items-start gap-3 sm:min-h-0">
        {/* React puts a box back as it was drawn first; drawn anew, it shows what is saved. */}
        <Checkbox key={String(wanted)} name="wanted" defaultChecked={wanted} className="mt-0.5" />
        <span>
          <span className="font-medium">Alert mail of {organizationName}</span>
          <span className="block text-muted-foreground">
            Sent to <span className="wrap-anywhere text-foreground">{email}</span> after an import that opened
            alerts or raised their level: one mail per import, which names every purchase order concerned.
          </span>
        </span>
      </label>
      <SubmitButton className="justify-self-start" pendingText="Saving">
        Save
      </SubmitButton>
    </form>
  );
}
