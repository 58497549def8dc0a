import "server-only";
import type { User } from "@supabase/supabase-js";
import { heldSession } from "@/libs/access/held-session";
import { endOtherSessions } from "@/libs/access/prove-mailbox";
import { hasSecondFactor } from "@/libs/access/second-factors";
import { sessionClaimsOf } from "@/libs/access/token-claims";
import type { RequestContext } from "@/libs/database";
import { supabaseServerClient } from "@/libs/supabaseServerClient";

/** Whether somebody has signed in only once they have shown a second factor: the Auth server's, or one of our own. */
export async function owesSecondFactor(user: User): Promise<boolean> {
  const atAuthServer = user.factors?.some(({ status }) => status === "verified") ?? false;
  return atAuthServer || hasSecondFactor(user.id);
}

/**
 * Starts the session of somebody who has just chosen their password behind a mailed link; every other one is over.
 * @throws when the Auth server does not take the password that it was given a moment ago
 */
export async function beginSession(email: string, password: string, request: RequestContext): Promise<User> {
  // Another account's, perhaps.
  const endHeldSession = await heldSession(request);
  const supabase = await supabaseServerClient();
  const { data, error } = await supabase.auth.signInWithPassword({ email, password });
  if (error) throw error;
  const claims = sessionClaimsOf(data.session.access_token);
  if (!claims) throw new Error("The Auth server's token names no session.");
  await endOtherSessions(data.user.id, claims.sessionId);
  await endHeldSession();
  return data.user;
}
