import type { Metadata } from "next";
import { NotificationsForm } from "@/features/settings/components/notifications-form";
import { SettingsCard } from "@/features/settings/components/settings-card";
import { requireMember } from "@/libs/access/membership";

export const metadata: Metadata = { title: "Notifications" };

export default async function NotificationsPage() {
  const member = await requireMember();
  return (
    <SettingsCard
      title="Mail to you"
      description="For the organization that is shown now. It concerns your own mail only; the alerts stand in AESTrak in any case."
    >
      <NotificationsForm
        email={member.user.email}
        organizationName={member.organization.name}
        wanted={member.alertEmails}
      />
    </SettingsCard>
  );
}
