import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Secrets } from "../../stack/installation";
import { projectDirectory } from "../../stack/migrations";
import { pageAddresses, routesOf } from "./support/addresses";
import { expect, test } from "./support/test";

const nonceOf = (policy: string | null | undefined) => /'nonce-([^']+)'/.exec(policy ?? "")?.[1];

test("every page keeps to its content security policy, and no page holds a secret", async ({
  browser,
  contractor,
  session,
  installation,
}) => {
  test.setTimeout(240_000);
  const violations: string[] = [];
  const nonces: string[] = [];
  const secrets = secretsOf(installation);
  const addresses = pageAddresses(contractor);
  for (const storageState of [undefined, session]) {
    const context = await browser.newContext({ baseURL: installation.siteUrl, storageState });
    // Also of what a library tries and does without.
    await context.addInitScript(() =>
      document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI, sourceFile }) =>
        console.error(`content security policy: ${violatedDirective} ${blockedURI} ${sourceFile}`),
      ),
    );
    const page = await context.newPage();
    page.on("console", (message) => {
      if (/content security policy|permissions policy/i.test(message.text()))
        violations.push(`${page.url()}: ${message.text()}`);
    });
    page.on("pageerror", (error) => violations.push(`${page.url()}: ${error.message}`));
    const routes = routesOf("page.tsx").filter((route) => Boolean(storageState) || !route.forMembers);
    expect(routes.length).toBeGreaterThan(5);
    for (const address of [...routes.flatMap(({ path }) => addresses[path] ?? []), "/nothing-here"]) {
      const answer = await page.goto(address);
      // What React attaches shows that its scripts ran under the policy.
      const hydrated = () =>
        page
          .evaluate(() => Object.keys(document.body).some((key) => key.startsWith("__react")))
          // The page leads elsewhere.
          .catch(() => false);
      await expect.poll(hydrated, { message: address, intervals: [25] }).toBe(true);
      const {
        "content-security-policy": policy,
        "cache-control": caching,
        ...headers
      } = answer?.headers() ?? {};
      nonces.push(nonceOf(policy) ?? "none");
      expect(policy, address).toContain("'strict-dynamic'");
      expect(policy, address).not.toContain("unsafe-eval");
      expect(caching, address).toMatch(/private.*no-store/);
      expect(headers["x-request-id"], address).toMatch(/^[0-9a-f-]{36}$/);
      expect(headers["x-powered-by"]).toBeUndefined();
      expect(headers["strict-transport-security"], "on http").toBeUndefined();
      const html = await page.content();
      for (const secret of secrets) expect(html.includes(secret), `a secret on ${address}`).toBe(false);
    }
    await context.close();
  }
  expect(violations).toEqual([]);
  expect(new Set(nonces).size, "a nonce is used once").toBe(nonces.length);
});

test("a script without the nonce does not run", async ({ page }) => {
  await page.goto("/login");
  await page.evaluate(() => {
    const script = document.createElement("div");
    script.innerHTML = `<img src="x" onerror="document.title = 'taken over'">`;
    document.body.append(script);
  });
  const refused = page.waitForEvent("console", (message) => /content security policy/i.test(message.text()));
  await page.evaluate(() => {
    const holder = document.createElement("div");
    holder.innerHTML = `<button id="trap" onclick="document.title = 'taken over'">x</button>`;
    document.body.append(holder);
    document.getElementById("trap")?.click();
  });
  await refused;
  await expect(page).not.toHaveTitle("taken over");
});

test("what browsers are sent holds no secret and no setting of the server", ({ installation }) => {
  const folder = join(projectDirectory, ".next", "static");
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) =>
    /\.(?:js|css|json|map)$/.test(name),
  );
  expect(files.length).toBeGreaterThan(10);
  expect(
    files.filter((name) => name.endsWith(".map")),
    "source maps",
  ).toEqual([]);
  const settings = [
    "SUPABASE_SERVICE_ROLE_KEY",
    "DATABASE_URL",
    "RESEND_API_KEY",
    "SMTP_URL",
    "AESTRAK_FILE_DIRECTORY",
  ];
  const secrets = secretsOf(installation);
  for (const name of files) {
    const text = readFileSync(join(folder, name), "utf8");
    for (const setting of settings) expect(text.includes(setting), `${setting} in ${name}`).toBe(false);
    for (const secret of secrets) expect(text.includes(secret), `a secret in ${name}`).toBe(false);
    expect(text, name).not.toMatch(/postgres(?:ql)?:\/\/|sb_secret_|service_role/);
  }
});

/** What only the server may know, the key included that would be harmless on hosted Supabase. */
function secretsOf({
  directory,
  environment,
}: {
  directory: string;
  environment: Record<string, string>;
}): string[] {
  const secrets = JSON.parse(readFileSync(join(directory, "secrets.json"), "utf8")) as Secrets;
  return [...Object.values(secrets), environment["DATABASE_URL"]].filter((secret): secret is string =>
    Boolean(secret),
  );
}
