import type { Metadata } from "next";
import { OwnDataForm } from "@/features/account/components/own-data-form";
import { AuthCard } from "@/features/auth/components/auth-card";
import { LogOutButton } from "@/features/auth/components/log-out-button";
import { TextLink } from "@/features/auth/components/text-link";
import { NewOrganizationForm } from "@/features/organizations/components/new-organization-form";
import { Alert } from "@/components/ui/alert";
import { namesOfInvitingOrganizations } from "@/features/organizations/queries";
import { memberships } from "@/libs/access/membership";
import { requireUser } from "@/libs/access/session";
import { paths } from "@/libs/paths";

export const metadata: Metadata = { title: "New organization" };

export default async function NewOrganizationPage() {
  const user = await requireUser();
  const [existing, inviting] = await Promise.all([memberships(), namesOfInvitingOrganizations()]);
  const isFirst = existing.length === 0;
  return (
    <AuthCard
      title={isFirst ? "Set up your organization" : "New organization"}
      description={
        isFirst ? (
          <>
            <span className="wrap-anywhere">{user.email}</span> belongs to no organization yet. Make one here,
            or ask an admin of an existing one to invite this address.
          </>
        ) : (
          "It starts empty, and you are its admin. Your other organizations stay as they are."
        )
      }
      footer={
        isFirst ? (
          <div className="grid justify-items-center gap-2">
            <LogOutButton />
            <OwnDataForm variant="link" size="inline" />
            <TextLink href={paths.deleteAccount}>Delete my account</TextLink>
          </div>
        ) : (
          <TextLink href={paths.dashboard}>Back to the dashboard</TextLink>
        )
      }
    >
      {inviting.length > 0 ? (
        <Alert title="You are invited">
          <span className="wrap-anywhere">{inviting.join(", ")}</span>{" "}
          {inviting.length === 1 ? "has" : "have"} invited this address. To join, open the link in the mail
          that you received.
        </Alert>
      ) : null}
      <NewOrganizationForm />
    </AuthCard>
  );
}
