import type { Metadata } from "next";
import { ChangePasswordForm } from "@/features/settings/components/change-password-form";
import { ProfileForm } from "@/features/settings/components/profile-form";
import { SettingsCard } from "@/features/settings/components/settings-card";
import { localeChoices, timeZoneChoices } from "@/features/settings/lib/regional-choices";
import { organizationForAll } from "@/features/settings/queries";
import { ownProfile, requireMember } from "@/libs/access/membership";

export const metadata: Metadata = { title: "Profile" };

export default async function ProfilePage() {
  const { user, organization: shown } = await requireMember();
  const [profile, organization] = await Promise.all([ownProfile(), organizationForAll(shown)]);
  const locales = localeChoices(organization.locale);
  return (
    <>
      <SettingsCard title="Profile" description="Who you are, in every organization that you belong to.">
        <ProfileForm
          profile={{
            fullName: profile?.fullName ?? "",
            phone: profile?.phone ?? "",
            timeZone: profile?.timeZone ?? "",
            locale: profile?.locale ?? "",
          }}
          choices={{
            timeZone: timeZoneChoices(profile?.timeZone ?? organization.timeZone),
            locale: localeChoices(profile?.locale ?? organization.locale),
          }}
          organization={{
            name: organization.name,
            timeZone: organization.timeZone.replaceAll("_", " "),
            locale: locales.find(({ value }) => value === organization.locale)?.label ?? organization.locale,
          }}
        />
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
