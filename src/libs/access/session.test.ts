import { expect, test, vi } from "vitest";

const sessionId = "7b8de9b6-0d0f-4f4f-9c5c-3b1f9e4a1c11";
const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
const later = Math.floor(Date.now() / 1000) + 3600;

vi.mock("@/libs/environment", () => ({
  environment: () => ({
    // Nobody listens there.
    NEXT_PUBLIC_SUPABASE_URL: "http://127.0.0.1:1",
    NEXT_PUBLIC_SUPABASE_ANON_KEY: "anon",
    AESTRAK_SITE_URL: "http://localhost:3000",
  }),
}));
vi.mock("next/headers", () => ({
  headers: async () => new Headers(),
  cookies: async () => ({ getAll: () => jar, set: () => {} }),
}));
const jar = [
  {
    name: "aestrak-session",
    value: `base64-${encoded({
      access_token: `${encoded({ alg: "HS256" })}.${encoded({ session_id: sessionId, exp: later })}.c2lnbmVk`,
      refresh_token: "r",
      token_type: "bearer",
      expires_in: 3600,
      expires_at: later,
      user: { id: sessionId },
    })}`,
  },
];

test("an Auth server that does not answer lets nobody in, and tells nobody that they are logged out", async () => {
  const { openSession } = await import("./session");
  await expect(openSession()).rejects.toThrow(/fetch failed/);
});
