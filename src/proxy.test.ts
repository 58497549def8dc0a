import { NextRequest } from "next/server";
import { afterEach, describe, expect, it, vi } from "vitest";
import { proxy } from "./proxy";

afterEach(() => vi.unstubAllEnvs());

/** What the answer to a browser that holds these cookies sets, by name. */
async function answered(siteUrl: string, path: string, held: string[]) {
  vi.stubEnv("AESTRAK_SITE_URL", siteUrl);
  // No session is read from these cookies, so the Auth server is not asked.
  vi.stubEnv("NEXT_PUBLIC_SUPABASE_URL", "http://127.0.0.1:1");
  vi.stubEnv("NEXT_PUBLIC_SUPABASE_ANON_KEY", "a key");
  const cookie = held.map((name) => `${name}=kept`).join("; ");
  const response = await proxy(new NextRequest(`${siteUrl}${path}`, { headers: { cookie } }));
  return {
    status: response.status,
    removed: response.cookies.getAll().filter(({ value }) => value === ""),
    lines: response.headers.getSetCookie(),
  };
}

describe("cookies from before the site was served over TLS", () => {
  const old = ["aestrak-session.0", "aestrak-session.1", "aestrak-organization", "aestrak-invitation"];

  it.each(["/login", "/dashboard"])("are taken out of the browser when they come to %s", async (path) => {
    const kept = ["__Host-aestrak-organization", "theme"];
    const { removed, lines } = await answered("https://aestrak.example.com", path, [...old, ...kept]);
    expect(removed.map(({ name }) => name)).toEqual(old);
    for (const line of lines) expect(line).toMatch(/^aestrak-[a-z.01]+=; Path=\/; Expires=Thu, 01 Jan 1970 /);
  });

  it("are those in use where it is not", async () => {
    expect((await answered("http://localhost:3000", "/login", old)).removed).toEqual([]);
  });
});
