import "server-only";
import { createClient, isAuthApiError } from "@supabase/supabase-js";
import { database, type RequestContext } from "@/libs/database";
import { environment } from "@/libs/environment";
import { logger } from "@/libs/logger";
import { countAttempt } from "@/libs/rate-limit";
import { recordFailedSignIn } from "./failed-sign-in";
import { Refusal } from "./refusals";
import type { SignedInUser } from "./session";

/**
 * Has the Auth server judge a person's present password, and notes it for a deed that a database function does.
 * @returns a proof for one deed within two minutes: an argument of that function
 * @throws as judgePassword
 */
export async function provePassword(
  user: SignedInUser,
  password: string,
  request: RequestContext,
): Promise<string> {
  await judgePassword(user, password, request);
  const [proof] = await database()<{ id: string }[]>`select private.note_password_proof(${user.id}) as id`;
  if (!proof) throw new Error("The password proof was not noted.");
  return proof.id;
}

/**
 * Has the Auth server judge a person's present password, for deeds that a session alone must not be enough for.
 * Wrong ones count like failed attempts to log in, and are recorded like them: 5 per account in 15 minutes, together with those.
 * @throws Refusal for a wrong password; TooManyAttempts
 */
export async function judgePassword(
  user: SignedInUser,
  password: string,
  request: RequestContext,
): Promise<void> {
  const attempt = await countAttempt([
    { scope: "log-in by account", subject: user.email, max: 5, minutes: 15 },
  ]);
  const env = environment();
  // Not the client of the request: this must neither replace its session nor outlive the question.
  const auth = createClient(env.NEXT_PUBLIC_SUPABASE_URL, env.NEXT_PUBLIC_SUPABASE_ANON_KEY, {
    auth: { persistSession: false, autoRefreshToken: false, detectSessionInUrl: false },
  }).auth;
  const { data, error } = await auth.signInWithPassword({ email: user.email, password });
  if (error) {
    if (!isAuthApiError(error) || error.status >= 500) throw error;
    if (error.status === 429) {
      await attempt.release();
      throw new Refusal("Too many attempts. Try again in a few minutes.");
    }
    await recordFailedSignIn(user.email, error.code ?? "refused", request);
    throw new Refusal("Your present password is not the one that you entered.");
  }
  const ended = await auth.signOut({ scope: "local" });
  if (ended.error) logger.warn({ err: ended.error }, "the session of a password proof was not ended");
  if (data.user.id !== user.id) throw new Error("The Auth server took the password for another account.");
  await attempt.release();
}
