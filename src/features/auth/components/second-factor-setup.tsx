"use client";

import { useState } from "react";
import { paths } from "@/libs/paths";
import { RecoveryCodes } from "./recovery-codes";
import { SecondFactorEnrolment } from "./second-factor-enrolment";
import { TextLink } from "./text-link";

/** Setting an app up on the way into the application. @param isSetUp whether it is done */
export function SecondFactorSetup({ isSetUp }: { isSetUp: boolean }) {
  const [codes, setCodes] = useState<string>();
  if (!isSetUp) return <SecondFactorEnrolment onCodes={setCodes} />;
  return (
    <>
      {codes ? <RecoveryCodes codes={codes} /> : null}
      <TextLink href={paths.dashboard}>Go on to the dashboard</TextLink>
    </>
  );
}
