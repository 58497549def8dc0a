import type { Metadata } from "next";
import { SecondFactorSettings } from "@/features/auth/components/second-factor-settings";
import { SecurityEvents } from "@/features/auth/components/security-events";
import { SessionList } from "@/features/auth/components/session-list";
import { arePasskeysOffered } from "@/features/auth/lib/passkeys";
import { listSecurityEvents, listSessions, secondFactorState } from "@/features/auth/queries";
import { SettingsCard } from "@/features/settings/components/settings-card";
import { sessionLimits } from "@/libs/access/session-limits";
import { requireMember } from "@/libs/access/membership";

export const metadata: Metadata = { title: "Security" };

export default async function SecurityPage() {
  const { timeZone } = await requireMember();
  const [sessions, events, secondFactor] = await Promise.all([
    listSessions(),
    listSecurityEvents(),
    secondFactorState(),
  ]);
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
        description="A passkey or a code of an app besides your password, so that a stolen password alone opens nothing."
      >
        <SecondFactorSettings
          {...secondFactor}
          arePasskeysOffered={arePasskeysOffered()}
          timeZone={timeZone}
        />
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
