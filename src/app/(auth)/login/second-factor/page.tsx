import type { Metadata } from "next";
import { AuthCard } from "@/features/auth/components/auth-card";
import { LogOutButton } from "@/features/auth/components/log-out-button";
import { RecoveryCodeForm, SecondFactorForm } from "@/features/auth/components/second-factor-forms";
import { SecondFactorSetup } from "@/features/auth/components/second-factor-setup";
import { safeNext } from "@/features/auth/lib/safe-next";
import { requireSession } from "@/libs/access/session";

export const metadata: Metadata = { title: "Second factor" };

export default async function SecondFactorPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const next = safeNext((await searchParams)["next"]);
  const { user, owes } = await requireSession();
  const footer = (
    <div className="flex flex-wrap items-baseline justify-center gap-x-2">
      <span className="wrap-anywhere">Logged in as {user.email}.</span> <LogOutButton />
    </div>
  );
  if (owes === "code") {
    return (
      <AuthCard title="Enter your code" description="Your password was right." footer={footer}>
        <SecondFactorForm next={next} />
        <RecoveryCodeForm />
      </AuthCard>
    );
  }
  return (
    <AuthCard
      title="Second factor"
      description={
        owes
          ? "Before you go on, set up an authenticator app: the plan of your organization asks its admins for one, or a recovery code was used in place of yours."
          : "Your account has what it needs."
      }
      footer={footer}
    >
      <SecondFactorSetup isSetUp={!owes} />
    </AuthCard>
  );
}
