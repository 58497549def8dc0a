import "server-only";
import { environment } from "@/libs/environment";

/** An Auth server that has no second factors may be replaced by one that has, without a restart here. In milliseconds. */
const trust = 10 * 60_000;

// Next evaluates modules more than once; what was learnt is one per process.
const shared = globalThis as typeof globalThis & {
  aestrakSecondFactor?: { isOffered: boolean; askedAt: number };
};

/**
 * Whether the Auth server offers a second factor. It is asked for one of a kind that there is not: a server that has
 * second factors refuses the kind, one that has none doesn't know the address.
 * @param accessToken of a signed-in person: strangers are refused alike by both
 * @throws when the Auth server can't be reached, or answers neither
 */
export async function isSecondFactorOffered(accessToken: string): Promise<boolean> {
  const known = shared.aestrakSecondFactor;
  if (known && (known.isOffered || Date.now() - known.askedAt < trust)) return known.isOffered;
  const env = environment();
  const answer = await fetch(`${env.NEXT_PUBLIC_SUPABASE_URL}/auth/v1/factors`, {
    method: "POST",
    headers: {
      apikey: env.NEXT_PUBLIC_SUPABASE_ANON_KEY,
      authorization: `Bearer ${accessToken}`,
      "content-type": "application/json",
    },
    body: JSON.stringify({ factor_type: "none" }),
    cache: "no-store",
    signal: AbortSignal.timeout(10_000),
  });
  await answer.body?.cancel();
  if (answer.status !== 404 && answer.status !== 400 && answer.status !== 422) {
    throw new Error(`The Auth server answered ${answer.status} when asked for second factors.`);
  }
  const isOffered = answer.status !== 404;
  shared.aestrakSecondFactor = { isOffered, askedAt: Date.now() };
  return isOffered;
}
