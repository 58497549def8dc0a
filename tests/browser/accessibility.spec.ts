import { createHash, randomBytes } from "node:crypto";
import type { Page } from "@playwright/test";
import { createOrganizationOfKnownAdmin } from "../installation/command-line";
import { forPeople, pageAddresses, routesOf } from "./support/addresses";
import type { Contractor } from "./support/contractor";
import { expect, test } from "./support/test";
import { expectUsable } from "./support/usable";

const routes = routesOf("page.tsx");
const groups = {
  "logged in": routes.filter(({ path, forMembers }) => forMembers || forPeople.includes(path)),
  "logged out": routes.filter(({ path, forMembers }) => !forMembers && !forPeople.includes(path)),
};

test("every page of the application is among those looked at", ({ contractor }) => {
  const addresses = pageAddresses(contractor);
  expect(routes.length).toBeGreaterThan(15);
  expect(routes.map(({ path }) => path).filter((path) => !addresses[path]?.length)).toEqual([]);
});

for (const [who, pages] of Object.entries(groups)) {
  test.describe(who, () => {
    if (who === "logged in") test.use({ storageState: ({ session }, use) => use(session) });

    for (const { path } of pages) {
      test(`${path} can be used by everybody, in light and dark, and on a phone`, async ({
        page,
        contractor,
        expectAccessible,
      }) => {
        test.setTimeout(120_000);
        await everywhere(page, addressesOf(path, contractor), expectAccessible);
      });
    }
  });
}

test("pages that have nothing to show yet can be used by everybody", async ({
  page,
  installation,
  login,
  expectAccessible,
}) => {
  test.setTimeout(120_000);
  const slug = "nothing-yet";
  const made = await createOrganizationOfKnownAdmin(installation.directory, {
    name: "Nothing Yet Ltd",
    slug,
    email: `${slug}@example.com`,
  });
  await login(page, { email: made.admin_email, password: made.password });
  const empty = ["/dashboard", "/purchase-orders", "/quantity-surveys", "/imports", "/alerts"];
  await everywhere(page, empty, expectAccessible);
});

test("the page for a password, behind a mailed link, works for somebody who signs up", async ({
  page,
  database,
  expectAccessible,
}) => {
  const token = randomBytes(32).toString("hex");
  const hash = createHash("sha256").update(token).digest();
  await database`insert into private.mailed_links (token_hash, purpose, email, wishes) values
    (${hash}, 'sign_up', 'first-link@example.com', '{"full_name":"Robin Example","organization_name":"First Link Ltd"}')`;
  await everywhere(page, [`/auth/confirm/${token}`], expectAccessible);
  await page.getByLabel("New password").fill("a password of my own");
  await page.getByRole("button", { name: "Save and go on" }).click();
  await page.waitForURL("**/dashboard");
});

test("the answer to an address that leads nowhere can be used by everybody", async ({
  page,
  expectAccessible,
}) => {
  const response = await page.goto("/there-is-no-such-page");
  expect(response?.status()).toBe(404);
  await expectAccessible(page);
});

function addressesOf(path: string, contractor: Contractor): string[] {
  const addresses = pageAddresses(contractor)[path];
  if (!addresses) throw new Error(`tests/browser/support/addresses.ts names no address of ${path}.`);
  return addresses;
}

/** Opens the addresses, each of which has something to show and can be used by everybody. */
async function everywhere(
  page: Page,
  addresses: string[],
  expectAccessible: (page: Page, rules?: string[]) => Promise<void>,
): Promise<void> {
  await page.emulateMedia({ reducedMotion: "reduce" });
  for (const address of addresses) {
    await test.step(address, async () => {
      const response = await page.goto(address);
      expect(response?.ok()).toBe(true);
      await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
      await expect(page.getByText(/could not be loaded|There is nothing at this address/)).toHaveCount(0);
      await expectUsable(page, expectAccessible);
    });
  }
}
