import "server-only";
import { createClient, isAuthApiError } from "@supabase/supabase-js";
import { database, type RequestContext, requestSetting, type Transaction } from "@/libs/database";
import { environment } from "@/libs/environment";
import { authRefusal } from "./auth-refusal";
import { invitationHash } from "./invitation";
import { tokenHash } from "./mailed-link";

interface Chosen {
  email: string;
  password: string;
  request: RequestContext;
}

/**
 * Makes a password count that somebody chose behind a mailed link.
 * @returns the id of their account
 * @throws Refusal when the Auth server finds the password too weak; the database's sentence when the link is used up
 */
export function choosePasswordByLink(token: string, chosen: Chosen): Promise<string> {
  return choosePassword(
    chosen,
    (sql, userId) => sql`select private.use_mailed_link(${tokenHash(token)}, ${userId})`,
  );
}

/** The same behind an invitation, for somebody who has no account yet. */
export function choosePasswordByInvitation(token: string, fullName: string, chosen: Chosen): Promise<string> {
  return choosePassword(
    chosen,
    (sql, userId) =>
      sql`select private.use_invitation_link(${invitationHash(token)}, ${userId}, ${fullName})`,
  );
}

/**
 * Gives the account of a proven mailbox the password at the Auth server, making the account where there is none, and
 * records it as chosen: until then, and for whatever password was there before, nothing opens.
 */
async function choosePassword(
  { email, password, request }: Chosen,
  record: (sql: Transaction, userId: string) => Promise<unknown>,
): Promise<string> {
  const userId = await putPassword(email, password);
  await database().begin(async (sql) => {
    await sql`select set_config('aestrak.request', ${requestSetting(request)}, true)`;
    await record(sql, userId);
  });
  return userId;
}

async function putPassword(email: string, password: string): Promise<string> {
  const env = environment();
  const { admin } = createClient(env.NEXT_PUBLIC_SUPABASE_URL, env.SUPABASE_SERVICE_ROLE_KEY, {
    auth: { persistSession: false, autoRefreshToken: false, detectSessionInUrl: false },
  }).auth;
  const wanted = { password, email_confirm: true };
  // Twice, because somebody may sign up past our pages between the look and the deed.
  for (let attempt = 1; ; attempt++) {
    const [known] = await database()<{ id: string | null }[]>`select private.auth_account(${email}) as id`;
    const { data, error } = known?.id
      ? await admin.updateUserById(known.id, wanted)
      : await admin.createUser({ email, ...wanted });
    if (data.user) return data.user.id;
    const isTaken = isAuthApiError(error) && error.code === "email_exists";
    if (!isTaken || attempt === 2) throw authRefusal(error ?? new Error("The Auth server made no account."));
  }
}

/** Ends what was begun with the password before, also a login that the Auth server was judging at that moment. */
export async function endOtherSessions(userId: string, sessionId: string): Promise<void> {
  await database()`select private.end_sessions_but(${userId}, ${sessionId}, 'password_changed')`;
}
