import type { Metadata } from "next";
import { AuthCard } from "@/features/auth/components/auth-card";
import { TextLink } from "@/features/auth/components/text-link";
import { paths } from "@/libs/paths";

export const metadata: Metadata = { title: "Account deleted" };

export default function AccountDeletedPage() {
  return (
    <AuthCard
      title="Your account is deleted"
      footer={<TextLink href={paths.home}>To the front page</TextLink>}
    >
      <p className="text-muted-foreground">
        You are logged out everywhere, and a last mail to your address says so. If you come back, sign up or
        accept an invitation.
      </p>
    </AuthCard>
  );
}
