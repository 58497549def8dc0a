import type { Metadata } from "next";
import { NotificationsForm } from "@/features/settings/components/notifications-form";
import { SettingsCard } from "@/features/settings/components/settings-card";
import { requireMember } from "@/libs/access/membership";
import { environment } from "@/libs/environment";

export const metadata: Metadata = { title: "Notifications" };

export default async function NotificationsPage() {
  const { user, role, organization, mail } = await requireMember();
  // Where an operator looks after failed imports, nobody else is mailed about them.
  const mailsAdmins = role === "admin" && !environment().AESTRAK_OPS_EMAIL;
  return (
    <SettingsCard
      title="Mail to you"
      description={
        <>
          Sent to <span className="wrap-anywhere text-foreground">{user.email}</span>, for the organization
          that is shown now. It concerns your own mail only; the alerts stand in AESTrak in any case.
        </>
      }
    >
      <NotificationsForm
        organizationName={organization.name}
        alertMail={mail.alerts ? mail.alertsFrom : "off"}
        importFailed={mailsAdmins ? mail.importFailed : null}
      />
    </SettingsCard>
  );
}
