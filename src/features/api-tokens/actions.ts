"use server";

import { revalidatePath } from "next/cache";
import { memberAction } from "@/libs/access/action";
import { paths } from "@/libs/paths";
import { newToken } from "./lib/new-token";
import { createTokenInput, revokeTokenInput, scopeChoices } from "./schema";

const dayLength = 24 * 60 * 60 * 1000;

/** Makes a token for scripts. The message of its outcome is the token itself, which is told this once and never again. */
export const createApiToken = memberAction(
  { name: "create-api-token", role: "admin", input: createTokenInput },
  async ({ name, lifetime, ...chosen }, { member, transaction }) => {
    const { token, hash, prefix } = newToken();
    const scopes = scopeChoices.filter(({ field }) => chosen[field]).map(({ scope }) => scope);
    const expiresAt = lifetime === "never" ? null : new Date(Date.now() + Number(lifetime) * dayLength);
    await transaction(
      (sql) => sql`
        select public.create_api_token(${member.organization.id}, ${name}, ${hash}, ${prefix}, ${scopes}, ${expiresAt})`,
    );
    revalidatePath(paths.settings.apiTokens);
    return { message: token };
  },
);

/** Makes a token useless, at once and for good. */
export const revokeApiToken = memberAction(
  { name: "revoke-api-token", role: "admin", input: revokeTokenInput },
  async ({ tokenId }, { transaction }) => {
    await transaction((sql) => sql`select public.revoke_api_token(${tokenId})`);
    revalidatePath(paths.settings.apiTokens);
  },
);
