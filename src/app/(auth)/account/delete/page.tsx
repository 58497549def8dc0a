import type { Metadata } from "next";
import { DeleteAccountForm } from "@/features/account/components/delete-account-form";
import { NeededAdmin } from "@/features/account/components/needed-admin";
import { dependentOrganizations } from "@/features/account/queries";
import { OwnDataForm } from "@/features/account/components/own-data-form";
import { AuthCard } from "@/features/auth/components/auth-card";
import { TextLink } from "@/features/auth/components/text-link";
import { requireUser } from "@/libs/access/session";
import { paths } from "@/libs/paths";

export const metadata: Metadata = { title: "Delete account" };

/** Also for people who belong to no organization (any more). */
export default async function DeleteAccountPage() {
  const user = await requireUser();
  const needed = await dependentOrganizations();
  return (
    <AuthCard
      title="Delete your account"
      description="This can’t be taken back."
      footer={
        <div className="grid justify-items-center gap-2">
          <TextLink href={paths.dashboard}>Keep my account</TextLink>
          <OwnDataForm variant="link" size="inline" />
        </div>
      }
    >
      {needed.length > 0 ? (
        <NeededAdmin organizations={needed} />
      ) : (
        <>
          <ul className="grid list-disc gap-2 pl-5 text-pretty">
            <li>You leave every organization, and are logged out everywhere.</li>
            <li>Your name, telephone number, addresses, sessions, choices and API tokens are removed.</li>
            <li>
              Imports, alerts and the audit log keep what you did under a number, without your name. What the
              audit log has written down before, such as the address that was invited, can’t be changed by
              anybody.
            </li>
            <li>You may sign up with the same address again; it starts from nothing.</li>
          </ul>
          <DeleteAccountForm email={user.email} />
        </>
      )}
    </AuthCard>
  );
}
