import { createHash, timingSafeEqual } from "node:crypto";
import type { Secrets } from "./installation";

type Keys = Pick<Secrets, "publishableKey" | "secretKey">;

/** What our own server asks of the Auth server; codes by mail and sign-ups are not among it. */
const authPaths: readonly [method: string, path: RegExp][] = [
  ["POST", /^\/auth\/v1\/(?:token|logout)$/],
  ["GET", /^\/auth\/v1\/user$/],
  ["PUT", /^\/auth\/v1\/user$/],
  // Answered by 404: that is how the application learns that this server has no second factors.
  ["POST", /^\/auth\/v1\/factors$/],
];
const adminPath = /^\/auth\/v1\/admin\//;

/** Hashed first, so that the time of the comparison tells nothing, not even a length. */
function isSame(shown: string, key: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(shown), digest(key));
}

/**
 * Judges a request before anything of the library sees it: the rest of what that serves (/_system answers anyone with
 * the database's address) stays shut, and every path asks for one of the installation's keys.
 * @returns the refusal; null lets it in
 */
export function judgeRequest(request: Request, keys: Keys): Response | null {
  const { pathname } = new URL(request.url);
  const shown = request.headers.get("apikey") ?? "";
  const isSecret = isSame(shown, keys.secretKey);
  if (!isSecret && !isSame(shown, keys.publishableKey))
    return refusal(401, "The API key is missing or wrong.");
  if (pathname.startsWith("/rest/v1/")) return null;
  if (adminPath.test(pathname)) return isSecret ? null : refusal(403, "This takes the secret key.");
  const isKnown = authPaths.some(([method, path]) => method === request.method && path.test(pathname));
  return isKnown ? null : refusal(404, "Not found");
}

const refusal = (status: number, message: string) => Response.json({ code: status, message }, { status });
