import { existsSync } from "node:fs";
import { join } from "node:path";
import { projectDirectory } from "../../stack/migrations";
import { forPeople, memberApi, openApi, pageAddresses, routesOf, tokenApi } from "./support/addresses";
import type { Contractor } from "./support/contractor";
import { startServerWithoutProxy } from "./support/server-without-proxy";
import { expect, test } from "./support/test";

// src/proxy.ts sends people without a session to log in. It can be gone, or got around: pages, actions and routes
// must check for themselves. So this builds and asks the application without it.
test.describe.configure({ mode: "serial" });

const forMembers = routesOf("page.tsx").filter((route) => route.forMembers || forPeople.includes(route.path));
let server: Awaited<ReturnType<typeof startServerWithoutProxy>>;

test.beforeAll(async ({ installation }) => {
  test.setTimeout(300_000);
  expect(existsSync(join(projectDirectory, "src", "proxy.ts"))).toBe(true);
  server = await startServerWithoutProxy(installation);
});
test.afterAll(() => server?.stop());

test("somebody who is not logged in is led to log in by every page, and told nothing", async ({
  page,
  contractor,
}) => {
  test.setTimeout(120_000);
  expect(forMembers.length).toBeGreaterThan(10);
  for (const { path } of forMembers) {
    for (const address of pageAddresses(contractor)[path] ?? []) {
      const answer = await fetch(server.siteUrl + address, { redirect: "manual" });
      expectNothingOf(contractor, await answer.text());
      await page.goto(server.siteUrl + address);
      await expect(page).toHaveURL((url) => url.pathname === "/login");
    }
  }
});

test("nor does the data of a page alone, as the router asks for it, tell anything", async ({
  contractor,
}) => {
  for (const { path } of forMembers) {
    for (const address of pageAddresses(contractor)[path] ?? []) {
      for (const headers of [
        { rsc: "1" },
        { rsc: "1", "next-router-prefetch": "1" },
        pageAlone(path, contractor),
      ]) {
        const answer = await fetch(server.siteUrl + address, { headers, redirect: "manual" });
        expectNothingOf(contractor, await answer.text());
      }
    }
  }
});

test("the routes for members and for scripts answer 401 to anybody else", async ({ contractor }) => {
  const requests = { ...memberApi(contractor), ...tokenApi(contractor) };
  for (const { path } of routesOf("route.ts").filter((route) => !openApi.includes(route.path))) {
    const asked = requests[path];
    if (!asked) throw new Error(`tests/browser/support/addresses.ts does not say how ${path} is asked.`);
    for (const { method, address } of asked) {
      const answer = await fetch(server.siteUrl + address, {
        method,
        headers: { origin: server.siteUrl },
        body: method === "POST" ? "a,b\n" : undefined,
      });
      expect(answer.status, `${method} ${path}`).toBe(401);
      expectNothingOf(contractor, await answer.text());
    }
  }
});

test("a member gets every page, so what was refused was refused for who asked", async ({
  page,
  contractor,
  context,
  session,
}) => {
  await context.addCookies(session.cookies);
  for (const { path } of forMembers) {
    const [address = ""] = pageAddresses(contractor)[path] ?? [];
    const answer = await page.request.get(server.siteUrl + address);
    expect(answer.ok(), address).toBe(true);
    expect(new URL(answer.url()).pathname).not.toBe("/login");
  }
  const order = "/purchase-orders/[poId]";
  const alone = await page.request.get(`${server.siteUrl}/purchase-orders/${contractor.rows.purchaseOrder}`, {
    headers: pageAlone(order, contractor),
  });
  const body = await alone.text();
  expect(body).toContain(contractor.rows.purchaseOrderNo);
  expect(body, "the layout, which was not asked for").not.toContain(contractor.admin.email);
});

/** The router's request for a page whose layouts it has already: only the page itself could refuse. */
function pageAlone(path: string, { rows }: Contractor): Record<string, string> {
  const values: Record<string, string> = {
    poId: rows.purchaseOrder,
    qsId: rows.quantitySurvey,
    importId: rows.appliedImport,
    alertId: rows.alert,
  };
  const segments = path
    .split("/")
    .slice(1)
    .map((part) => {
      const name = /^\[(.+)\]$/.exec(part)?.[1];
      return name ? [name, values[name] ?? "1", "d", null] : part;
    });
  let tree: unknown[] = ["__PAGE__", {}, null, "refetch"];
  for (const segment of segments.reverse()) tree = [segment, { children: tree }];
  tree = ["", { children: ["(app)", { children: tree }] }, null, null];
  return { rsc: "1", "next-router-state-tree": encodeURIComponent(JSON.stringify(tree)) };
}

function expectNothingOf({ id, name, admin, rows }: Contractor, body: string): void {
  for (const mark of [id, name, admin.email, rows.purchaseOrderNo, rows.quantitySurveyNo])
    expect(body).not.toContain(mark);
}
