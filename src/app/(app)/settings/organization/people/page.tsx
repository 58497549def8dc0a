import type { Metadata } from "next";
import { Hint } from "@/components/hint";
import { InboxNotice } from "@/features/auth/components/inbox-notice";
import { InvitationList } from "@/features/organizations/components/invitation-list";
import { InviteForm } from "@/features/organizations/components/invite-form";
import { LeaveOrganization } from "@/features/organizations/components/leave-organization";
import { PeopleTable } from "@/features/organizations/components/people-table";
import { listInvitations, listPeople } from "@/features/organizations/queries";
import { SettingsCard } from "@/features/settings/components/settings-card";
import { requireMember } from "@/libs/access/membership";
import { entitlements } from "@/libs/entitlements";

export const metadata: Metadata = { title: "People" };

export default async function PeoplePage() {
  const { organization, role, user } = await requireMember();
  const isAdmin = role === "admin";
  const [people, invitations] = await Promise.all([
    listPeople(organization.id, role),
    isAdmin ? listInvitations(organization.id) : [],
  ]);
  const active = people.filter(({ status }) => status === "active").length;
  const pending = invitations.filter(({ hasExpired }) => !hasExpired).length;
  const { seats } = entitlements[organization.plan];
  const when = { timeZone: organization.timeZone };
  return (
    <>
      <SettingsCard
        title="People"
        description="Admins change settings, manage people and resolve alerts; members import, review and acknowledge. Deactivated people see nothing."
      >
        {isAdmin ? (
          <p className="mb-3 flex items-center gap-1">
            <span>
              <strong className="font-semibold tabular-nums">{active + pending}</strong>
              {seats === null ? " seats taken" : ` of ${seats} seats taken`}
            </span>
            <Hint about="seats">
              {active} active and {pending} invited. Deactivated people and expired invitations take no seat.{" "}
              {seats === null ? "Your plan has as many seats as you want." : `Your plan has ${seats} seats.`}
            </Hint>
          </p>
        ) : null}
        <div className="-mx-4">
          <PeopleTable people={people} me={user.id} canChange={isAdmin} {...when} />
        </div>
      </SettingsCard>
      {isAdmin ? (
        <SettingsCard
          title="Invite people"
          description="They join with this organization's purchase orders, imports and alerts in front of them."
        >
          <div className="grid gap-4">
            <InviteForm />
            <InboxNotice />
          </div>
        </SettingsCard>
      ) : null}
      {invitations.length > 0 ? (
        <SettingsCard
          title="Open invitations"
          description="Nobody has accepted these yet. Resending makes a new link for seven days; the link of the earlier mail is void."
        >
          <InvitationList invitations={invitations} {...when} />
        </SettingsCard>
      ) : null}
      <SettingsCard
        title="Leave"
        description="Ends your own membership. An organization keeps at least one active admin, so the last one can't leave."
      >
        <LeaveOrganization organizationName={organization.name} />
      </SettingsCard>
    </>
  );
}
