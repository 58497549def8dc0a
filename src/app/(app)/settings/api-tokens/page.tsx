import { KeyRound } from "lucide-react";
import type { Metadata } from "next";
import { EmptyState } from "@/components/empty-state";
import { CreateTokenForm } from "@/features/api-tokens/components/create-token-form";
import { TokenTable } from "@/features/api-tokens/components/token-table";
import { listApiTokens } from "@/features/api-tokens/queries";
import { SettingsCard } from "@/features/settings/components/settings-card";
import { requireMember } from "@/libs/access/membership";
import { paths } from "@/libs/paths";

export const metadata: Metadata = { title: "API tokens" };

export default async function ApiTokensPage() {
  const { organization, role, timeZone } = await requireMember();
  if (role !== "admin") {
    return (
      <SettingsCard title="API tokens" description="Keys with which scripts send files to AESTrak.">
        <EmptyState icon={KeyRound} title="Admins make the tokens">
          Ask an admin of {organization.name} for one. Who they are stands under People.
        </EmptyState>
      </SettingsCard>
    );
  }
  const tokens = await listApiTokens(organization.id);
  return (
    <>
      <SettingsCard
        title="New API token"
        description={
          <>
            With a token a script sends the exports of {organization.name} every night and asks what became of
            them. It acts in your name, and stops working when you are no longer an admin here. The{" "}
            <a href={paths.api.description} className="text-link underline underline-offset-4">
              description of the API
            </a>{" "}
            (OpenAPI) lists every request.
          </>
        }
      >
        <CreateTokenForm />
      </SettingsCard>
      <SettingsCard
        title="Tokens"
        description="Revoke a token that is lost or no longer needed. Making and revoking stand in the audit log, and so does every file that was sent with one."
      >
        {tokens.length === 0 ? (
          <EmptyState icon={KeyRound} title="There are no tokens">
            Make one above, and give it to the script that sends your exports.
          </EmptyState>
        ) : (
          <div className="-mx-4">
            <TokenTable tokens={tokens} timeZone={timeZone} now={new Date()} />
          </div>
        )}
      </SettingsCard>
    </>
  );
}
