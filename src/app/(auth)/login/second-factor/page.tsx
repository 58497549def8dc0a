import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { AuthCard } from "@/features/auth/components/auth-card";
import { LogOutButton } from "@/features/auth/components/log-out-button";
import { CodeForm, PasskeyForm, RecoveryCodeForm } from "@/features/auth/components/second-factor-forms";
import { SecondFactorSetup } from "@/features/auth/components/second-factor-setup";
import { arePasskeysOffered } from "@/features/auth/lib/passkeys";
import { safeNext } from "@/features/auth/lib/safe-next";
import { requireSession } from "@/libs/access/session";

export const metadata: Metadata = { title: "Second factor" };

export default async function SecondFactorPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const { next: wished, again } = await searchParams;
  const next = safeNext(wished);
  const { user, owes, secondFactors } = await requireSession();
  const { kinds, atAuthServer, isFresh } = secondFactors;
  const footer = (
    <div className="flex flex-wrap items-baseline justify-center gap-x-2">
      <span className="wrap-anywhere">Logged in as {user.email}.</span> <LogOutButton />
    </div>
  );
  const isAgain = owes === null && again !== undefined && kinds.length > 0;
  if (isAgain && isFresh) redirect(next);
  if (owes === "proof" || isAgain) {
    const hasPasskey = kinds.includes("passkey") && arePasskeysOffered();
    return (
      <AuthCard
        title="Second factor"
        description={
          isAgain ? "Show it once more to change it." : "Your password was right. Now show what you have."
        }
        footer={footer}
      >
        {hasPasskey ? <PasskeyForm next={next} /> : null}
        {kinds.includes("app") || atAuthServer ? <CodeForm next={next} /> : null}
        {owes && kinds.length > 0 ? <RecoveryCodeForm /> : null}
      </AuthCard>
    );
  }
  return (
    <AuthCard
      title="Second factor"
      description={
        owes
          ? "Before you go on, set one up: your organization requires it, or a recovery code was used in place of yours."
          : "Your account has what it needs."
      }
      footer={footer}
    >
      <SecondFactorSetup isSetUp={!owes} arePasskeysOffered={arePasskeysOffered()} />
    </AuthCard>
  );
}
