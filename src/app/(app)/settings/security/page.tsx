import type { Metadata } from "next";
import { Alert } from "@/components/ui/alert";
import { SecondFactorSettings } from "@/features/auth/components/second-factor-settings";
import { SecurityEvents } from "@/features/auth/components/security-events";
import { SessionList } from "@/features/auth/components/session-list";
import { listSecurityEvents, listSessions, secondFactorState } from "@/features/auth/queries";
import { SettingsCard } from "@/features/settings/components/settings-card";
import { sessionLimits } from "@/libs/access/session-limits";
import { entitlements } from "@/libs/entitlements";
import { requireMember } from "@/libs/access/membership";

export const metadata: Metadata = { title: "Security" };

export default async function SecurityPage() {
  const { organization, role, timeZone } = await requireMember();
  const [sessions, events, secondFactor] = await Promise.all([
    listSessions(),
    listSecurityEvents(),
    secondFactorState(),
  ]);
  const isAsked = role === "admin" && entitlements[organization.plan].enforcedSecondFactor;
  return (
    <>
      <SettingsCard
        title="Where you are logged in"
        description={`A device that is logged out is refused with its next request. Each has to log in again after ${sessionLimits().unused} without use, and after ${sessionLimits().longest} at the latest.`}
      >
        <SessionList sessions={sessions} timeZone={timeZone} now={new Date()} />
      </SettingsCard>
      <SettingsCard
        title="Second factor"
        description="A code of an app on your telephone besides your password, so that a stolen password alone opens nothing."
      >
        {secondFactor.isOffered ? (
          <SecondFactorSettings {...secondFactor} isAsked={isAsked} />
        ) : (
          <Alert title="This installation has no second factor">
            Its sign-in server doesn’t offer one{isAsked ? ", so the plan can’t ask its admins for it" : ""}.
            On hosted Supabase it is there without further settings.
          </Alert>
        )}
      </SettingsCard>
      <SettingsCard
        title="Recent activity"
        description="Who logged in to your account, who tried to, and what was changed. If one of these was not you, change your password."
      >
        <SecurityEvents events={events} timeZone={timeZone} />
      </SettingsCard>
    </>
  );
}
