import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { AuthCard } from "@/features/auth/components/auth-card";
import { InboxNotice } from "@/features/auth/components/inbox-notice";
import { SignUpForm } from "@/features/auth/components/sign-up-form";
import { TextLink } from "@/features/auth/components/text-link";
import { currentUser } from "@/libs/access/session";
import { paths } from "@/libs/paths";

export const metadata: Metadata = { title: "Sign up" };

export default async function SignUpPage() {
  if (await currentUser()) redirect(paths.dashboard);
  return (
    <AuthCard
      title="Sign up"
      description="We mail you a link. Behind it you choose your password, and your organization is set up."
      footer={
        <p>
          Signed up already? <TextLink href={paths.login}>Log in</TextLink>
        </p>
      }
    >
      <SignUpForm />
      <InboxNotice />
    </AuthCard>
  );
}
