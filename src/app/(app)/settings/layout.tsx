import type { ReactNode } from "react";
import { PageHeader } from "@/components/page-header";
import { SettingsNavigation } from "@/features/settings/components/settings-navigation";

export default function SettingsLayout({ children }: { children: ReactNode }) {
  return (
    <>
      <PageHeader title="Settings" />
      <SettingsNavigation />
      <div className="grid max-w-4xl gap-5">{children}</div>
    </>
  );
}
