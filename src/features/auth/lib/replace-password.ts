import "server-only";
import { isAuthError } from "@supabase/supabase-js";
import { Refusal } from "@/libs/access/refusals";
import { logger } from "@/libs/logger";
import type { Supabase } from "@/libs/supabaseServerClient";

/**
 * Gives the signed-in user a new password and ends all of their other sessions.
 * @throws Refusal when the Auth server finds the password too weak, or unchanged
 */
export async function replacePassword(supabase: Supabase, password: string): Promise<void> {
  const changed = await supabase.auth.updateUser({ password });
  if (changed.error) throw refusalOf(changed.error);
  const others = await supabase.auth.signOut({ scope: "others" });
  // The password is changed all the same, and our own record of the change ends them too.
  if (others.error) logger.warn({ err: others.error }, "the Auth server did not end the other sessions");
}

/** What the Auth server says against a password, in words for its reader; other errors as they are. */
export function refusalOf(error: Error): Error {
  if (!isAuthError(error)) return error;
  if (error.code === "same_password")
    return new Refusal("Choose a password that differs from your present one.");
  if (error.code === "weak_password") {
    return new Refusal("This password is too easy to guess. Choose a longer or less common one.");
  }
  return error;
}
