import type { Metadata } from "next";
import { ChangePasswordForm } from "@/features/settings/components/change-password-form";
import { ProfileForm } from "@/features/settings/components/profile-form";
import { SettingsCard } from "@/features/settings/components/settings-card";
import { ownProfile, requireMember } from "@/libs/access/membership";

export const metadata: Metadata = { title: "Profile" };

export default async function ProfilePage() {
  const { user } = await requireMember();
  const profile = await ownProfile();
  return (
    <>
      <SettingsCard title="Profile" description="Who you are, in every organization that you belong to.">
        <ProfileForm email={user.email} fullName={profile?.fullName ?? ""} phone={profile?.phone ?? ""} />
      </SettingsCard>
      <SettingsCard
        title="Password"
        description="Changing it logs your other devices out; this one stays logged in."
      >
        <ChangePasswordForm email={user.email} />
      </SettingsCard>
    </>
  );
}
