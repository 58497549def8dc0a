import type { Metadata } from "next";
import { AuthCard } from "@/features/auth/components/auth-card";
import { MailedLinkForm } from "@/features/auth/components/mailed-link-form";
import { TextLink } from "@/features/auth/components/text-link";
import { mailedLink } from "@/features/auth/schema";
import { paths } from "@/libs/paths";

export const metadata: Metadata = { title: "Link from your mail" };

const texts = {
  signup: { title: "Confirm your address", description: "One press, and your organization is set up." },
  recovery: {
    title: "Choose a new password",
    description: "Continue to the page where you enter it. Until it is saved, your present one stays.",
  },
} as const;

export default async function MailedLinkPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const link = mailedLink.safeParse(await searchParams);
  if (!link.success) {
    return (
      <AuthCard title="This link is incomplete">
        <p className="text-muted-foreground">
          Some mail programs break long links in two. Copy the whole address from the mail into your browser,
          or <TextLink href={paths.resetPassword}>ask for a new link</TextLink>.
        </p>
      </AuthCard>
    );
  }
  const { type, token_hash: tokenHash } = link.data;
  return (
    <AuthCard {...texts[type]}>
      <MailedLinkForm tokenHash={tokenHash} type={type} />
    </AuthCard>
  );
}
