import type { Metadata } from "next";
import { AuthCard } from "@/features/auth/components/auth-card";
import { MailedLinkForm } from "@/features/auth/components/mailed-link-form";
import { TextLink } from "@/features/auth/components/text-link";
import { mailedLinkByToken } from "@/libs/access/mailed-link";
import { paths } from "@/libs/paths";

export const metadata: Metadata = { title: "Link from your mail" };

export default async function MailedLinkPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const link = await mailedLinkByToken(token);
  if (!link) {
    return (
      <AuthCard title="This link can’t be used" footer={<TextLink href={paths.login}>Log in</TextLink>}>
        <p className="text-muted-foreground">
          It was used already, it is more than an hour old, or it is incomplete: some mail programs break long
          links in two. <TextLink href={paths.signup}>Sign up again</TextLink>, or{" "}
          <TextLink href={paths.resetPassword}>ask for a new link</TextLink> if you have an account.
        </p>
      </AuthCard>
    );
  }
  const whose = <span className="font-medium wrap-anywhere text-foreground">{link.email}</span>;
  return link.purpose === "sign_up" ? (
    <AuthCard
      title="Choose your password"
      description={
        <>
          For {whose}. When you save it, your organization{" "}
          <span className="font-medium wrap-anywhere text-foreground">{link.wishes.organization_name}</span>{" "}
          is set up.
        </>
      }
    >
      <MailedLinkForm token={token} email={link.email} />
    </AuthCard>
  ) : (
    <AuthCard
      title="Choose a new password"
      description={
        <>For {whose}. Your devices are logged out when you save it; until then your present one stays.</>
      }
    >
      <MailedLinkForm token={token} email={link.email} />
    </AuthCard>
  );
}
