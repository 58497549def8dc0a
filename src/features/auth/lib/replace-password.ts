import "server-only";
import { authRefusal } from "@/libs/access/auth-refusal";
import { logger } from "@/libs/logger";
import type { Supabase } from "@/libs/supabaseServerClient";

/**
 * Gives the signed-in user a new password and ends all of their other sessions.
 * @throws Refusal when the Auth server finds the password too weak, or unchanged
 */
export async function replacePassword(supabase: Supabase, password: string): Promise<void> {
  const changed = await supabase.auth.updateUser({ password });
  if (changed.error) throw authRefusal(changed.error);
  const others = await supabase.auth.signOut({ scope: "others" });
  // The password is changed all the same, and our own record of the change ends them too.
  if (others.error) logger.warn({ err: others.error }, "the Auth server did not end the other sessions");
}
