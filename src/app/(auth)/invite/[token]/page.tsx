import type { Metadata } from "next";
import Link from "next/link";
import { Button } from "@/components/ui/button";
import { AuthCard } from "@/features/auth/components/auth-card";
import { InvitedSignUpForm } from "@/features/auth/components/invited-sign-up-form";
import { LogOutButton } from "@/features/auth/components/log-out-button";
import { TextLink } from "@/features/auth/components/text-link";
import { AcceptInvitationForm } from "@/features/organizations/components/accept-invitation-form";
import { UnusableInvitation } from "@/features/organizations/components/unusable-invitation";
import { invitationByToken } from "@/libs/access/invitation";
import { currentUser } from "@/libs/access/session";
import { paths } from "@/libs/paths";

export const metadata: Metadata = { title: "Invitation" };

export default async function InvitationPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const [invitation, user] = await Promise.all([invitationByToken(token), currentUser()]);
  if (invitation?.standing !== "open") {
    return (
      <AuthCard
        title="This invitation can’t be used"
        footer={
          <TextLink href={user ? paths.dashboard : paths.login}>
            {user ? "To the dashboard" : "Log in"}
          </TextLink>
        }
      >
        <UnusableInvitation standing={invitation?.standing ?? "unknown"} />
      </AuthCard>
    );
  }
  const { organizationName, email, role, inviter, hasAccount } = invitation;
  const offer = {
    title: <span className="wrap-anywhere">Join {organizationName}</span>,
    description: (
      <>
        <span className="wrap-anywhere">{inviter ?? "An admin"}</span> invites{" "}
        <span className="font-medium wrap-anywhere text-foreground">{email}</span> as{" "}
        {role === "admin" ? "an admin" : "a member"}.
      </>
    ),
  };
  if (user?.email.toLowerCase() === email) {
    return (
      <AuthCard {...offer} footer={<TextLink href={paths.dashboard}>Not now</TextLink>}>
        <AcceptInvitationForm token={token} organizationName={organizationName} />
      </AuthCard>
    );
  }
  if (user) {
    return (
      <AuthCard {...offer} footer={<LogOutButton />}>
        <p className="text-muted-foreground">
          You are logged in as <span className="font-medium wrap-anywhere text-foreground">{user.email}</span>
          , and the invitation is for another address. Log out, then open the link in the mail again.
        </p>
      </AuthCard>
    );
  }
  if (hasAccount) {
    return (
      <AuthCard {...offer}>
        <p className="text-muted-foreground">
          You have an AESTrak account with this address. Log in to join.
        </p>
        <Button asChild>
          <Link href={paths.logInThen(paths.invitation(token))}>Log in</Link>
        </Button>
      </AuthCard>
    );
  }
  return (
    <AuthCard {...offer}>
      <InvitedSignUpForm token={token} email={email} />
    </AuthCard>
  );
}
