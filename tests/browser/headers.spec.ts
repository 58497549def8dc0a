import { createHash } from "node:crypto";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { type IncomingMessage, request } from "node:http";
import { join } from "node:path";
import { memberApi } from "./support/addresses";
import { cookieHeader } from "./support/sessions";
import { expect, test } from "./support/test";

test("an answer of a route for members is kept by no cache and carries its number", async ({
  contractor,
  session,
  installation: { siteUrl },
}) => {
  for (const { method, address } of Object.values(memberApi(contractor)).flat()) {
    for (const cookie of ["", cookieHeader(session.cookies)]) {
      if (method !== "GET" && cookie) continue;
      const headers = { cookie, origin: siteUrl };
      const answer = await fetch(siteUrl + address, { method, headers, redirect: "manual" });
      await answer.body?.cancel();
      expect(answer.headers.get("x-request-id"), address).toMatch(/^[0-9a-f-]{36}$/);
      expect(answer.headers.get("cross-origin-resource-policy"), address).toBe("same-origin");
      // Led to log in by proxy.ts, which runs before routes outside /api: that answer holds nothing.
      if (answer.status === 307) continue;
      expect(answer.headers.get("cache-control"), address).toBe("private, no-store");
      expect(answer.headers.get("content-security-policy"), address).toContain("frame-ancestors 'none'");
    }
  }
});

test("what a client writes into the headers that are ours counts for nothing", async ({
  database,
  installation: { siteUrl },
}) => {
  const answer = await fetch(`${siteUrl}/login`, {
    headers: {
      "x-request-id": "11111111-1111-1111-1111-111111111111",
      "x-nonce": "chosen",
      "content-security-policy": "script-src 'nonce-chosen'",
    },
  });
  expect(answer.headers.get("x-request-id")).not.toBe("11111111-1111-1111-1111-111111111111");
  expect(await answer.text()).not.toContain("chosen");
  // A wrong token counts for the address that it came from, whatever that says of itself.
  const counted = async () => {
    const rows = await database<{ key: string }[]>`select key from private.rate_limits`;
    return rows.map(({ key }) => key);
  };
  const keyOf = (network: string) =>
    createHash("sha256").update(`wrong API token by address\n${network}`).digest("hex");
  await database`delete from private.rate_limits`;
  const refused = await fetch(`${siteUrl}/api/v1/imports`, {
    headers: {
      authorization: "Bearer wrong",
      "x-forwarded-for": "203.0.113.9",
      forwarded: "for=203.0.113.9",
    },
  });
  expect(refused.status).toBe(401);
  expect(await counted()).not.toContain(keyOf("203.0.113.9"));
  const here = ["127.0.0.1", "0:0:0:0::/64"].map(keyOf);
  expect((await counted()).some((key) => here.includes(key))).toBe(true);
});

test("a form that is too large, or of no announced length, is refused before it is read", async ({
  installation: { siteUrl },
}) => {
  const large = await fetch(`${siteUrl}/login`, { method: "POST", body: "x".repeat(1024 * 1024 + 1) });
  expect(large.status).toBe(413);
  const streamed = request(`${siteUrl}/login`, {
    method: "POST",
    headers: { "transfer-encoding": "chunked" },
  });
  const answered = once(streamed, "response") as Promise<[IncomingMessage]>;
  streamed.write("x");
  const [{ statusCode }] = await answered;
  expect(statusCode).toBe(411);
  streamed.destroy();
});

test("each request is one line of the log, which names its person and holds no secret", async ({
  contractor,
  session,
  database,
  installation: { siteUrl, directory },
}) => {
  const [admin] = await database<{ id: string }[]>`
    select user_id as id from public.user_profiles where email = ${contractor.admin.email}`;
  const answer = await fetch(`${siteUrl}/purchase-orders?q=not-for-the-log`, {
    headers: { cookie: cookieHeader(session.cookies) },
  });
  await answer.text();
  await fetch(`${siteUrl}/invite/q0Vq7kR3mYw2xZ8nB5tL1cD9sH4gJ6fP`);
  const log = () => readFileSync(join(directory, "logs", "web.log"), "utf8");
  await expect.poll(() => log().includes("/invite/")).toBe(true);
  const lines = log()
    .split("\n")
    .filter((line) => line.includes(answer.headers.get("x-request-id") ?? "none"));
  expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
    expect.objectContaining({ method: "GET", path: "/purchase-orders", status: 200, userId: admin?.id }),
  ]);
  expect(log()).not.toContain("not-for-the-log");
  expect(log()).not.toContain("q0Vq7kR3mYw2xZ8nB5tL1cD9sH4gJ6fP");
  for (const { value } of session.cookies.filter(({ name }) => name.startsWith("aestrak-session")))
    expect(log()).not.toContain(value.slice(0, 60));
});

test("an organization uploads and downloads only so often an hour", async ({
  session,
  database,
  installation: { siteUrl },
}) => {
  await database`delete from private.rate_limits`;
  const headers = { cookie: cookieHeader(session.cookies), origin: siteUrl };
  const upload = () =>
    fetch(`${siteUrl}/api/imports/upload?name=orders.csv&size=4`, { method: "POST", headers, body: "" });
  for (let count = 0; count < 60; count++) expect((await upload()).status).toBe(422);
  const refused = await upload();
  expect(refused.status).toBe(429);
  expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(3000);
  expect(await refused.json()).toEqual({ error: expect.stringMatching(/^Too many attempts/) });
  await database`delete from private.rate_limits`;
});
