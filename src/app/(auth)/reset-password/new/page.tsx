import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { AuthCard } from "@/features/auth/components/auth-card";
import { NewPasswordForm } from "@/features/auth/components/new-password-form";
import { LogOutButton } from "@/features/auth/components/log-out-button";
import { ownProfile } from "@/libs/access/membership";
import { requireUser } from "@/libs/access/session";
import { paths } from "@/libs/paths";

export const metadata: Metadata = { title: "Choose a new password" };

export default async function NewPasswordPage() {
  const user = await requireUser();
  const profile = await ownProfile();
  if (!profile?.mustChangePassword) redirect(paths.settings.profile);
  return (
    <AuthCard
      title="Choose a new password"
      description={
        <>
          For <span className="font-medium wrap-anywhere text-foreground">{user.email}</span>. Your other
          devices are logged out when you save it.
        </>
      }
      footer={<LogOutButton />}
    >
      <NewPasswordForm email={user.email} />
    </AuthCard>
  );
}
