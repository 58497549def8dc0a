import type { Metadata } from "next";
import { AuthCard } from "@/features/auth/components/auth-card";
import { InboxNotice } from "@/features/auth/components/inbox-notice";
import { TextLink } from "@/features/auth/components/text-link";
import { paths } from "@/libs/paths";

export const metadata: Metadata = { title: "Check your mail" };

export default function SignUpSentPage() {
  return (
    <AuthCard
      title="Check your mail"
      description="A link to set up your account is on its way. It works once, within one hour."
      footer={<TextLink href={paths.login}>Back to log in</TextLink>}
    >
      <div className="grid gap-2">
        <h2 className="font-medium">No mail after a few minutes?</h2>
        <ul className="grid list-disc gap-1.5 pl-5 text-muted-foreground">
          <li>Look among unwanted mail.</li>
          <li>
            You may have an account already. Then the mail says so:{" "}
            <TextLink href={paths.login}>log in</TextLink>, or{" "}
            <TextLink href={paths.resetPassword}>choose a new password</TextLink>.
          </li>
          <li>
            The address may hold a typing error: <TextLink href={paths.signup}>sign up again</TextLink>.
          </li>
        </ul>
      </div>
      <InboxNotice />
    </AuthCard>
  );
}
