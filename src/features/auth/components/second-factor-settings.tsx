"use client";

import { useActionState, useState } from "react";
import { ConfirmAction } from "@/components/confirm-action";
import { FormMessage } from "@/components/ui/form-message";
import { SubmitButton } from "@/components/ui/submit-button";
import { removeSecondFactor, replaceRecoveryCodes } from "@/features/auth/second-factor-actions";
import type { ActionState } from "@/libs/access/action";
import { CodeField } from "./code-field";
import { handingOnCodes, RecoveryCodes } from "./recovery-codes";
import { SecondFactorEnrolment } from "./second-factor-enrolment";

type SecondFactorSettingsProps = {
  isSetUp: boolean;
  /** Recovery codes that were not used. */
  codesLeft: number;
  /** Whether the plan asks this person for a second factor. */
  isAsked: boolean;
};

const askForCode = ({ fieldErrors }: ActionState) => <CodeField error={fieldErrors?.["code"]} />;

/** Whether logging in asks for an authenticator app: setting it up, its recovery codes, its end. */
export function SecondFactorSettings({ isSetUp, codesLeft, isAsked }: SecondFactorSettingsProps) {
  const [codes, setCodes] = useState<string>();
  const [state, replace] = useActionState(handingOnCodes(replaceRecoveryCodes, setCodes), { status: "idle" });
  if (!isSetUp) return <SecondFactorEnrolment onCodes={setCodes} />;
  return (
    <div className="grid gap-4">
      {codes ? <RecoveryCodes codes={codes} /> : null}
      <p>
        Logging in asks for a code of your authenticator app. {codesLeft}{" "}
        {codesLeft === 1 ? "recovery code is" : "recovery codes are"} left.
      </p>
      <FormMessage tone="error">{state.message}</FormMessage>
      <div className="flex flex-wrap gap-2">
        <form action={replace}>
          <SubmitButton variant="outline" pendingText="One moment">
            New recovery codes
          </SubmitButton>
        </form>
        <ConfirmAction
          action={removeSecondFactor}
          label="Remove the app"
          title="Remove the authenticator app?"
          description={
            isAsked
              ? "The plan of your organization asks its admins for one, so you set up another right away."
              : "Your password alone logs in from then on. The recovery codes stop working."
          }
          ask={askForCode}
          confirm="Remove"
          pending="Removing"
          cancel="Keep it"
        />
      </div>
    </div>
  );
}
