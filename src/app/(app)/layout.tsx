import type { ReactNode } from "react";
import { AppShell } from "@/components/app-shell/app-shell";
import { logOut } from "@/features/auth/actions";
import { switchOrganization } from "@/features/organizations/actions";
import { countOpenAlerts } from "@/features/organizations/queries";
import { memberships, requireMember } from "@/libs/access/membership";

export default async function AppLayout({ children }: { children: ReactNode }) {
  const member = await requireMember();
  const [all, openAlerts] = await Promise.all([memberships(), countOpenAlerts(member.organization.id)]);
  return (
    <AppShell
      user={{ name: member.fullName, email: member.user.email }}
      organization={summaryOf(member.organization)}
      organizations={all.map(({ organization }) => summaryOf(organization))}
      switchOrganizationAction={switchOrganization}
      signOutAction={logOut}
      openAlerts={openAlerts}
    >
      {children}
    </AppShell>
  );
}

function summaryOf({ id, name }: { id: string; name: string }) {
  return { id, name };
}
