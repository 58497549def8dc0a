import type { Metadata } from "next";
import { ConfirmEmailForm } from "@/features/account/components/confirm-email-form";
import { wishedEmail } from "@/features/account/queries";
import { AuthCard } from "@/features/auth/components/auth-card";
import { TextLink } from "@/features/auth/components/text-link";
import { requireUser } from "@/libs/access/session";
import { paths } from "@/libs/paths";

export const metadata: Metadata = { title: "Confirm your new address" };

export default async function ConfirmEmailPage({ params }: { params: Promise<{ token: string }> }) {
  const user = await requireUser();
  const [{ token }, wish] = await Promise.all([params, wishedEmail()]);
  return (
    <AuthCard
      title={wish ? "Confirm your new address" : "This link can’t be used"}
      footer={<TextLink href={paths.settings.account}>To your account</TextLink>}
    >
      {wish ? (
        <>
          <p className="text-pretty">
            From then on you log in with <span className="font-medium wrap-anywhere">{wish.newEmail}</span>{" "}
            instead of <span className="font-medium wrap-anywhere">{user.email}</span>, and your other devices
            are logged out.
          </p>
          <ConfirmEmailForm token={token} />
        </>
      ) : (
        <p className="text-pretty text-muted-foreground">
          The account that you are logged in with,{" "}
          <span className="font-medium wrap-anywhere text-foreground">{user.email}</span>, waits for no new
          address. The link was used, withdrawn or is more than an hour old; or it is for another account, to
          which you log in first.
        </p>
      )}
    </AuthCard>
  );
}
