import "server-only";
import { cookies } from "next/headers";
import { isOwnCookie, withdrawn } from "@/libs/access/session-cookie";

/**
 * Removes what the Supabase client keeps for links that carry a code. Ours carry the token itself, so nothing would
 * ever take these cookies away, and each sign-up or reset adds another.
 */
export async function forgetCodeVerifiers(): Promise<void> {
  const jar = await cookies();
  for (const { name } of jar.getAll()) {
    if (isOwnCookie(name, "session") && name.endsWith("-code-verifier")) jar.delete(withdrawn(name));
  }
}
