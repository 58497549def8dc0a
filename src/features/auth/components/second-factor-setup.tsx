"use client";

import { useState } from "react";
import { paths } from "@/libs/paths";
import { RecoveryCodes } from "./recovery-codes";
import { SecondFactorEnrolment } from "./second-factor-enrolment";
import { TextLink } from "./text-link";

type SecondFactorSetupProps = {
  /** Whether it is done. */
  isSetUp: boolean;
  arePasskeysOffered: boolean;
};

/** Setting a second factor up on the way into the application. */
export function SecondFactorSetup({ isSetUp, arePasskeysOffered }: SecondFactorSetupProps) {
  const [codes, setCodes] = useState<string>();
  if (!isSetUp) return <SecondFactorEnrolment onCodes={setCodes} arePasskeysOffered={arePasskeysOffered} />;
  return (
    <>
      {codes ? <RecoveryCodes codes={codes} /> : null}
      <TextLink href={paths.dashboard}>Go on to the dashboard</TextLink>
    </>
  );
}
