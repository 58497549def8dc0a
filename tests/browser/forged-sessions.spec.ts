import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Secrets } from "../../stack/installation";
import { memberApi, pageAddresses, routesOf } from "./support/addresses";
import { cookieHeader, sessionCookie, token } from "./support/sessions";
import { expect, test } from "./support/test";

test("a session that nobody gave is none, on every page and route for members", async ({
  contractor,
  database,
  session,
  installation: { siteUrl, directory },
}) => {
  test.setTimeout(120_000);
  expect(session.cookies.length).toBeGreaterThan(0);
  const { jwtSecret } = JSON.parse(readFileSync(join(directory, "secrets.json"), "utf8")) as Secrets;
  const [admin] = await database<{ id: string }[]>`
    select user_id as id from public.user_profiles where email = ${contractor.admin.email}`;
  const sub = admin?.id ?? "";
  const now = Math.floor(Date.now() / 1000);
  const claims = { sub, role: "authenticated", aud: "authenticated", iat: now, exp: now + 3600 };
  const [open] = await database<{ id: string }[]>`
    select id from public.user_sessions where user_id = ${sub} and ended_at is null and not needs_second_factor limit 1`;
  const live = { ...claims, session_id: open?.id };
  // What the others are refused for is theirs alone.
  const right = await fetch(`${siteUrl}/dashboard`, {
    headers: { cookie: sessionCookie(token(live, jwtSecret), sub) },
    redirect: "manual",
  });
  expect(right.status).toBe(200);
  const forged = {
    "not signed": token(claims, null),
    "signed with another key": token(claims, "another-key-of-thirty-two-characters"),
    "signed with the key that the library is delivered with": token(
      claims,
      "super-secret-jwt-token-with-at-least-32-characters-long",
    ),
    "of the service": token({ ...claims, role: "service_role" }, "another-key-of-thirty-two-characters"),
    "right once, and past": token({ ...claims, iat: now - 7200, exp: now - 3600 }, jwtSecret),
    "right, of a session that was ended": token({ ...claims, session_id: crypto.randomUUID() }, jwtSecret),
    "right, for another application": token({ ...live, aud: "another-application" }, jwtSecret),
    "right, as nobody who is logged in": token({ ...live, role: "anon" }, jwtSecret),
    "no token at all": "x",
  };
  const pages = routesOf("page.tsx").filter(({ forMembers }) => forMembers);
  expect(pages.length).toBeGreaterThan(10);
  for (const [what, accessToken] of Object.entries(forged)) {
    const headers = { cookie: sessionCookie(accessToken, sub) };
    for (const { path } of pages) {
      const [address = ""] = pageAddresses(contractor)[path] ?? [];
      const answer = await fetch(siteUrl + address, { headers, redirect: "manual" });
      const body = await answer.text();
      expect(answer.headers.get("location") ?? body, `${what}: ${address}`).toContain("/login");
      for (const mark of [contractor.name, contractor.id, contractor.rows.purchaseOrderNo])
        expect(body, `${what}: ${address}`).not.toContain(mark);
    }
    for (const { method, address } of Object.values(memberApi(contractor)).flat()) {
      const answer = await fetch(siteUrl + address, {
        method,
        headers: { ...headers, origin: siteUrl },
        ...(method === "POST" ? { body: "a,b\n" } : {}),
      });
      expect(answer.status, `${what}: ${address}`).toBe(401);
    }
  }
});

test("the cookie that names an organization only chooses among one's own", async ({
  contractor,
  stranger,
  session,
  installation: { siteUrl },
}) => {
  for (const named of [stranger.id, "not-an-id", "' or true --", ""]) {
    const cookie = cookieHeader(session.cookies, { "aestrak-organization": encodeURIComponent(named) });
    const body = await (await fetch(`${siteUrl}/settings/organization`, { headers: { cookie } })).text();
    expect(body).toContain(contractor.name);
    for (const mark of [stranger.name, stranger.admin.email]) expect(body).not.toContain(mark);
  }
});
