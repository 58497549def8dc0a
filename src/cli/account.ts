import { createClient, isAuthApiError } from "@supabase/supabase-js";
import { randomUUID } from "node:crypto";
import { database, requestSetting } from "@/libs/database";
import { environment } from "@/libs/environment";
import type { Print } from "./output";

/**
 * Removes the second factors and recovery codes of somebody who has lost them all, and ends their sessions. They are
 * told by mail, and the audit log of their organizations tells.
 * @throws with a sentence when there is no such account
 */
export async function resetSecondFactors(email: string, print: Print): Promise<void> {
  const address = email.trim().toLowerCase();
  const sql = database();
  const [account] = await sql<{ id: string }[]>`select id from auth.users where lower(email) = ${address}`;
  if (!account) throw new Error(`There is no account ${address}.`);
  const atAuthServer = await removeAtAuthServer(account.id);
  const request = { ip: null, userAgent: "aestrak command line", requestId: randomUUID() };
  const removed = await sql.begin(async (tx) => {
    await tx`select set_config('aestrak.request', ${requestSetting(request)}, true)`;
    const [row] = await tx<
      { removed: number }[]
    >`select private.reset_second_factors(${account.id}) as removed`;
    return (row?.removed ?? 0) + atAuthServer;
  });
  print({ email: address, removed }, [
    removed === 0
      ? `${address} had no second factor. Their sessions are ended, and recovery codes void.`
      : `Removed what ${address} had as second factors (${removed}), and ended their sessions. Their password logs in.`,
  ]);
}

/** @returns how many second factors hosted Supabase kept of them; the embedded Auth server has none */
async function removeAtAuthServer(userId: string): Promise<number> {
  const env = environment();
  const { mfa } = createClient(env.NEXT_PUBLIC_SUPABASE_URL, env.SUPABASE_SERVICE_ROLE_KEY, {
    auth: { persistSession: false, autoRefreshToken: false },
  }).auth.admin;
  const { data, error } = await mfa.listFactors({ userId });
  if (isAuthApiError(error) && error.status === 404) return 0;
  if (error) throw error;
  for (const { id } of data.factors) {
    const removal = await mfa.deleteFactor({ userId, id });
    if (removal.error) throw removal.error;
  }
  return data.factors.length;
}
