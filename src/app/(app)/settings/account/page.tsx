import type { Metadata } from "next";
import Link from "next/link";
import { Button } from "@/components/ui/button";
import { EmailChangeForm } from "@/features/account/components/email-change-form";
import { OwnDataForm } from "@/features/account/components/own-data-form";
import { WishedEmailNotice } from "@/features/account/components/wished-email-notice";
import { wishedEmail } from "@/features/account/queries";
import { InboxNotice } from "@/features/auth/components/inbox-notice";
import { SettingsCard } from "@/features/settings/components/settings-card";
import { requireMember } from "@/libs/access/membership";
import { formatTime } from "@/libs/formatters";
import { paths } from "@/libs/paths";

export const metadata: Metadata = { title: "Account" };

export default async function AccountPage() {
  const { user, organization, timeZone } = await requireMember();
  const wish = await wishedEmail();
  return (
    <>
      <SettingsCard
        title="E-mail address"
        description={
          <>
            You log in with <span className="font-medium wrap-anywhere text-foreground">{user.email}</span>,
            and mail to you goes there. The present address is told about every change.
          </>
        }
      >
        <div className="grid gap-5">
          {wish ? (
            <WishedEmailNotice
              newEmail={wish.newEmail}
              until={formatTime(wish.expiresAt, { locale: organization.locale, timeZone })}
            />
          ) : null}
          <EmailChangeForm email={user.email} />
          {wish ? <InboxNotice /> : null}
        </div>
      </SettingsCard>
      <SettingsCard
        title="Your data"
        description="Everything that AESTrak keeps about you, as one JSON file: profile, memberships, invitations, mail, sessions, imports, alerts that you dealt with, and your entries in the audit log."
      >
        <OwnDataForm variant="outline" />
      </SettingsCard>
      <SettingsCard
        title="Delete account"
        description="Ends your account in every organization. You are asked for your password first."
      >
        <Button variant="outline" asChild>
          <Link href={paths.deleteAccount}>Delete my account</Link>
        </Button>
      </SettingsCard>
    </>
  );
}
