import type { ReactNode } from "react";
import { AppShell } from "@/components/app-shell/app-shell";
import { logOut } from "@/features/auth/actions";
import { switchOrganization } from "@/features/organizations/actions";
import { memberships, requireMember } from "@/libs/access/membership";

export default async function AppLayout({ children }: { children: ReactNode }) {
  const member = await requireMember();
  const all = await memberships();
  return (
    <AppShell
      user={{ name: member.fullName, email: member.user.email }}
      organization={summaryOf(member.organization)}
      organizations={all.map(({ organization }) => summaryOf(organization))}
      switchOrganizationAction={switchOrganization}
      signOutAction={logOut}
      openAlerts={member.openAlerts}
      formats={{ locale: member.organization.locale, timeZone: member.timeZone }}
    >
      {children}
    </AppShell>
  );
}

function summaryOf({ id, name }: { id: string; name: string }) {
  return { id, name };
}
