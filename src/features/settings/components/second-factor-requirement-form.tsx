"use client";

import { ActionForm } from "@/components/action-form";
import { useFormAction } from "@/components/use-form-action";
import { SubmitButton } from "@/components/ui/submit-button";
import { requireSecondFactors } from "@/features/settings/actions";
import { Outcome } from "./outcome";

/** Turns the requirement of a second factor on or off. @param isRequired as it is now */
export function SecondFactorRequirementForm({ isRequired }: { isRequired: boolean }) {
  const [state, action] = useFormAction(requireSecondFactors);
  return (
    <ActionForm state={state} action={action} className="grid gap-4">
      <Outcome state={state} />
      <input type="hidden" name="required" value={isRequired ? "no" : "yes"} />
      <SubmitButton variant="outline" className="justify-self-start" pendingText="Saving">
        {isRequired ? "No longer require it" : "Require it of everybody"}
      </SubmitButton>
    </ActionForm>
  );
}
