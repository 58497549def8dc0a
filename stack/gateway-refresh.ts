import { createHmac, timingSafeEqual } from "node:crypto";

type Ask = (request: Request) => Promise<Response>;

/**
 * Lets refresh tokens be known by a mark of 256 bits that only the gateway makes. The library's own are UUIDs of version
 * 7, with 74 random bits at most, lie in its tables as they are, and open a session by themselves.
 * @param secret of the installation
 * @param ask the Auth server, which sees its own tokens alone
 */
export async function markRefreshTokens(request: Request, secret: string, ask: Ask): Promise<Response> {
  if (new URL(request.url).pathname !== "/auth/v1/token") return ask(request);
  const sent = (await request.json().catch(() => null)) as { refresh_token?: unknown } | null;
  if (typeof sent !== "object" || sent === null) return refused("bad_json", "This is no JSON.");
  const asked = { ...sent };
  if (asked.refresh_token !== undefined) {
    asked.refresh_token = ownToken(asked.refresh_token, secret);
    if (asked.refresh_token === null) return refused("refresh_token_not_found", "Invalid Refresh Token");
  }
  const headers = new Headers(request.headers);
  headers.delete("content-length");
  headers.set("content-type", "application/json");
  const { url, method } = request;
  const answer = await ask(new Request(url, { method, headers, body: JSON.stringify(asked) }));
  if (!answer.ok) return answer;
  const given = (await answer.json()) as { refresh_token?: string };
  const token = given.refresh_token;
  return Response.json({ ...given, ...(token && { refresh_token: `${token}.${markOf(token, secret)}` }) });
}

const markOf = (token: string, secret: string) =>
  createHmac("sha256", secret).update(`refresh token\n${token}`).digest("base64url");

/** @returns the library's token; null for one that the gateway didn't give */
function ownToken(shown: unknown, secret: string): string | null {
  const [, token, mark] = (typeof shown === "string" && /^([^.]+)\.([\w-]{43})$/.exec(shown)) || [];
  if (!token || !mark) return null;
  return timingSafeEqual(Buffer.from(mark), Buffer.from(markOf(token, secret))) ? token : null;
}

const refused = (error_code: string, msg: string) =>
  Response.json({ code: 400, error_code, msg }, { status: 400 });
