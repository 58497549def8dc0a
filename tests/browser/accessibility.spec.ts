import type { Page } from "@playwright/test";
import { createOrganization } from "../installation/command-line";
import { forPeople, pageAddresses, routesOf } from "./support/addresses";
import type { Contractor } from "./support/contractor";
import { expect, test } from "./support/test";
import { expectUsable } from "./support/usable";

/** Seen only by somebody who came with a one-time password; it has a test of its own. */
const forNewcomers = "/reset-password/new";

const routes = routesOf("page.tsx");
const groups = {
  "logged in": routes.filter(({ path, forMembers }) => forMembers || forPeople.includes(path)),
  "logged out": routes.filter(
    ({ path, forMembers }) => !forMembers && !forPeople.includes(path) && path !== forNewcomers,
  ),
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
  database,
  installation,
  login,
  expectAccessible,
}) => {
  test.setTimeout(120_000);
  const slug = "nothing-yet";
  const made = await createOrganization(installation.directory, {
    name: "Nothing Yet Ltd",
    slug,
    email: `${slug}@example.com`,
  });
  await database`update public.user_profiles set must_change_password = false where email = ${made.admin_email}`;
  await login(page, { email: made.admin_email, password: made.one_time_password });
  const empty = ["/dashboard", "/purchase-orders", "/quantity-surveys", "/imports", "/alerts"];
  await everywhere(page, empty, expectAccessible);
});

test("the page for a new password, and the way past it, work for somebody with a one-time password", async ({
  page,
  installation,
  login,
  expectAccessible,
}) => {
  const slug = "first-log-in";
  const made = await createOrganization(installation.directory, {
    name: "First Log-in Ltd",
    slug,
    email: `${slug}@example.com`,
  });
  await login(page, { email: made.admin_email, password: made.one_time_password });
  await expect(page).toHaveURL(forNewcomers);
  await everywhere(page, [forNewcomers], expectAccessible);
  await page.goto("/dashboard");
  await expect(page).toHaveURL(forNewcomers);
  await page.getByLabel("New password").fill("a password of my own");
  await page.getByRole("button", { name: "Save and go on" }).click();
  await expect(page).toHaveURL("/dashboard");
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
