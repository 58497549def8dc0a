import type { Metadata } from "next";
import { AuthCard } from "@/features/auth/components/auth-card";
import { InboxNotice } from "@/features/auth/components/inbox-notice";
import { ResetRequestForm } from "@/features/auth/components/reset-request-form";
import { TextLink } from "@/features/auth/components/text-link";
import { paths } from "@/libs/paths";

export const metadata: Metadata = { title: "Reset your password" };

export default function ResetPasswordPage() {
  return (
    <AuthCard
      title="Reset your password"
      description="We mail you a link with which you choose a new password. It also confirms an address that is not confirmed yet."
      footer={<TextLink href={paths.login}>Back to log in</TextLink>}
    >
      <ResetRequestForm />
      <InboxNotice />
    </AuthCard>
  );
}
