"use client";

import { useState } from "react";
import { ActionForm } from "@/components/action-form";
import { useFormAction } from "@/components/use-form-action";
import { FormMessage } from "@/components/ui/form-message";
import { SubmitButton } from "@/components/ui/submit-button";
import type { SecondFactorState } from "@/features/auth/queries";
import { replaceRecoveryCodes } from "@/features/auth/second-factor-actions";
import { paths } from "@/libs/paths";
import { handingOnCodes, RecoveryCodes } from "./recovery-codes";
import { SecondFactorEnrolment } from "./second-factor-enrolment";
import { SecondFactorList } from "./second-factor-list";
import { TextLink } from "./text-link";

type SecondFactorSettingsProps = SecondFactorState & {
  arePasskeysOffered: boolean;
  /** IANA; in which days are shown. */
  timeZone: string;
};

/** What logging in asks for after the password: setting it up, its recovery codes, its end. */
export function SecondFactorSettings({ factors, codesLeft, ...props }: SecondFactorSettingsProps) {
  const [codes, setCodes] = useState<string>();
  const isSetUp = factors.length > 0;
  const mayChange = props.isFresh || !isSetUp;
  return (
    <div className="grid gap-4">
      {codes ? <RecoveryCodes codes={codes} /> : null}
      {isSetUp ? (
        <>
          <p>
            Logging in asks for one of these after your password. {codesLeft}{" "}
            {codesLeft === 1 ? "recovery code is" : "recovery codes are"} left.
          </p>
          <SecondFactorList factors={factors} mayChange={mayChange} timeZone={props.timeZone} />
        </>
      ) : null}
      {props.isAtAuthServer ? (
        <p>
          Logging in asks for the app that you set up at the sign-in server. One that you set up here takes
          its place.
        </p>
      ) : null}
      {mayChange ? (
        <>
          {isSetUp ? <NewRecoveryCodes onCodes={setCodes} /> : null}
          <SecondFactorEnrolment
            key={factors.length}
            arePasskeysOffered={props.arePasskeysOffered}
            onCodes={setCodes}
          />
        </>
      ) : (
        <p>
          <TextLink href={paths.secondFactorAgain(paths.settings.security)}>
            Show your second factor again
          </TextLink>{" "}
          to change this: that holds for ten minutes.
        </p>
      )}
    </div>
  );
}

function NewRecoveryCodes({ onCodes }: { onCodes: (codes: string) => void }) {
  const [state, replace] = useFormAction(handingOnCodes(replaceRecoveryCodes, onCodes));
  return (
    <ActionForm state={state} action={replace} className="grid gap-2">
      <FormMessage tone="error">{state.message}</FormMessage>
      <SubmitButton variant="outline" className="justify-self-start" pendingText="One moment">
        New recovery codes
      </SubmitButton>
    </ActionForm>
  );
}
