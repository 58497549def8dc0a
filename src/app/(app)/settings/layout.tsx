import type { ReactNode } from "react";
import { PageHeader } from "@/components/page-header";
import { SettingsNavigation } from "@/features/settings/components/settings-navigation";
import { requireMember } from "@/libs/access/membership";

export default async function SettingsLayout({ children }: { children: ReactNode }) {
  const { role } = await requireMember();
  return (
    <>
      <PageHeader title="Settings" />
      <SettingsNavigation isAdmin={role === "admin"} />
      <div className="grid max-w-4xl grid-cols-1 gap-5">{children}</div>
    </>
  );
}
