import "server-only";
import { createServerClient } from "@supabase/ssr";
import type { SupabaseClient } from "@supabase/supabase-js";
import { cookies } from "next/headers";
import { cache } from "react";
import { sessionCookie } from "@/libs/access/session-cookie";
import { environment } from "@/libs/environment";
import { shortageOf, throwNamed } from "@/libs/shortages";
import type { Database } from "@/types/database";

export type Supabase = SupabaseClient<Database>;

/**
 * Supabase as the signed-in user: its session is in HTTP-only cookies and every query obeys row level security.
 * One for each page that is drawn, and a new one for each call elsewhere; never shared between requests.
 */
export const supabaseServerClient = cache(async (): Promise<Supabase> => {
  // First, so that a build, which has no settings, learns here that the page depends on its request.
  const jar = await cookies();
  const env = environment();
  return createServerClient<Database>(env.NEXT_PUBLIC_SUPABASE_URL, env.NEXT_PUBLIC_SUPABASE_ANON_KEY, {
    global: { fetch: namingShortages },
    cookieOptions: sessionCookie(env.AESTRAK_SITE_URL.startsWith("https:")),
    cookies: {
      getAll: () => jar.getAll(),
      setAll: (changes) => {
        try {
          for (const { name, value, options } of changes) jar.set(name, value, options);
        } catch {
          // A page may not set cookies; proxy.ts refreshes them before the page runs.
        }
      },
    },
  });
});

/** Names what ran out on the way to an answer, for the error page that it leads to. */
async function namingShortages(...asked: Parameters<typeof fetch>): Promise<Response> {
  const answer = await fetch(...asked);
  if (answer.ok) return answer;
  const told: unknown = await answer
    .clone()
    .json()
    .catch(() => null);
  if (shortageOf(told)) throwNamed(new Error("The gateway could not answer.", { cause: told }));
  return answer;
}
