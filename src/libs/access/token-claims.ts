/** What an access token says of its session. */
export interface SessionClaims {
  sessionId: string;
}

/** Audience and role of everybody who is logged in. */
const person = "authenticated";

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * Reads the session out of an access token, without judging its signature: only for one that the Auth server has just
 * vouched for.
 * @returns null when it names no session of a signed-in person: such a token lets nobody in
 */
export function sessionClaimsOf(accessToken: string): SessionClaims | null {
  const [, payload = ""] = accessToken.split(".");
  let claims: unknown;
  try {
    claims = JSON.parse(Buffer.from(payload, "base64url").toString("utf8"));
  } catch {
    return null;
  }
  const named = (claims ?? {}) as Partial<Record<"session_id" | "aud" | "role" | "amr", unknown>>;
  const { session_id: sessionId, aud = person, role = person, amr } = named;
  if (typeof sessionId !== "string" || !uuid.test(sessionId)) return null;
  // Signed with the right key, but for another application, or as nobody who is logged in. The Auth server looks at
  // neither; private.my_user_id refuses the same.
  if (aud !== person || role !== person) return null;
  if (!isByPassword(amr)) return null;
  return { sessionId };
}

/**
 * Whether a password opened the session. Hosted, the Auth server also opens some by codes of ten digits that it mails
 * when anybody asks it to, past our pages: those let nobody in. The embedded one opens none, and names no way.
 * @param amr the ways in which the session's owner has shown who they are, as the token lists them
 */
function isByPassword(amr: unknown): boolean {
  if (amr === undefined) return true;
  return Array.isArray(amr) && amr.some((way: unknown) => way === "password" || methodOf(way) === "password");
}

const methodOf = (way: unknown) => (way as { method?: unknown } | null)?.method;
