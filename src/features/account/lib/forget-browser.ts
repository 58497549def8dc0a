import "server-only";
import { cookies } from "next/headers";
import { isOwnCookie, withdrawn } from "@/libs/access/session-cookie";

/** Removes every cookie of AESTrak from this browser: the session, and which organization was shown. */
export async function forgetBrowser(): Promise<void> {
  const jar = await cookies();
  for (const { name } of jar.getAll()) {
    if (isOwnCookie(name)) jar.delete(withdrawn(name));
  }
}
