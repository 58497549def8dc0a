import type { Metadata } from "next";
import { AuthCard } from "@/features/auth/components/auth-card";
import { InboxNotice } from "@/features/auth/components/inbox-notice";
import { TextLink } from "@/features/auth/components/text-link";
import { paths } from "@/libs/paths";

export const metadata: Metadata = { title: "Check your mail" };

export default function ResetPasswordSentPage() {
  return (
    <AuthCard
      title="Check your mail"
      description="If there is an account with this address, a link to choose a new password is on its way. It works once, within one hour."
      footer={<TextLink href={paths.login}>Back to log in</TextLink>}
    >
      <p className="text-muted-foreground">
        No mail after a few minutes? Look among unwanted mail, check the address and{" "}
        <TextLink href={paths.resetPassword}>ask again</TextLink>, or{" "}
        <TextLink href={paths.signup}>sign up</TextLink> if you have not yet.
      </p>
      <InboxNotice />
    </AuthCard>
  );
}
