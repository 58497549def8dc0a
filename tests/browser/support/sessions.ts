import { createHmac } from "node:crypto";
import type { Cookie } from "@playwright/test";

type Claims = Record<string, unknown>;

const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");

/** An access token. @param key signs it by HMAC-SHA256; null: it says that it is not signed */
export function token(claims: Claims, key: string | null): string {
  const unsigned = `${encoded({ alg: key === null ? "none" : "HS256", typ: "JWT" })}.${encoded(claims)}`;
  return `${unsigned}.${key === null ? "" : createHmac("sha256", key).update(unsigned).digest("base64url")}`;
}

/** The session's cookie with another access token, as somebody would write it who wants to be let in by it. */
export function sessionCookie(accessToken: string, userId: string): string {
  const session = {
    access_token: accessToken,
    refresh_token: "0123456789abcdef",
    token_type: "bearer",
    expires_in: 3600,
    expires_at: Math.floor(Date.now() / 1000) + 3600,
    user: { id: userId, aud: "authenticated", role: "authenticated", email: "forged@example.com" },
  };
  return `aestrak-session=base64-${encoded(session)}`;
}

/** Cookies as a request carries them. @param others replace those of the same name */
export function cookieHeader(cookies: readonly Cookie[], others: Record<string, string> = {}): string {
  const all = { ...Object.fromEntries(cookies.map(({ name, value }) => [name, value])), ...others };
  return Object.entries(all)
    .map(([name, value]) => `${name}=${value}`)
    .join("; ");
}

/** The tokens in the cookies of a logged-in browser, which may hold them in parts. */
export function storedSession(cookies: readonly Cookie[]): { accessToken: string; refreshToken: string } {
  const text = cookies
    .filter(({ name }) => /^aestrak-session(?:\.\d+)?$/.test(name))
    .toSorted((a, b) => a.name.localeCompare(b.name))
    .map(({ value }) => decodeURIComponent(value))
    .join("");
  const session = JSON.parse(Buffer.from(text.replace(/^base64-/, ""), "base64url").toString("utf8")) as {
    access_token: string;
    refresh_token: string;
  };
  return { accessToken: session.access_token, refreshToken: session.refresh_token };
}
