import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { AuthCard } from "@/features/auth/components/auth-card";
import { LogInForm } from "@/features/auth/components/log-in-form";
import { TextLink } from "@/features/auth/components/text-link";
import { safeNext } from "@/features/auth/lib/safe-next";
import { currentUser } from "@/libs/access/session";
import { paths } from "@/libs/paths";

export const metadata: Metadata = { title: "Log in" };

export default async function LogInPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const next = safeNext((await searchParams)["next"]);
  if (await currentUser()) redirect(next);
  return (
    <AuthCard
      title="Log in"
      footer={
        <p>
          New to AESTrak? <TextLink href={paths.signup}>Sign up</TextLink>
        </p>
      }
    >
      <LogInForm next={next} />
      <p>
        <TextLink href={paths.resetPassword}>Forgot your password?</TextLink>
      </p>
    </AuthCard>
  );
}
