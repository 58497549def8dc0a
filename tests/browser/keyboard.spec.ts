import type { Page } from "@playwright/test";
import { expect, test } from "./support/test";

/** Presses Tab until the focus is on a link of that name. More than once around the page means never. */
async function tabTo(page: Page, name: string, most = 250): Promise<void> {
  const wanted = page.getByRole("link", { name, exact: true });
  for (let presses = 0; presses < most; presses++) {
    await page.keyboard.press("Tab");
    const reached = await wanted.evaluateAll((all) =>
      all.some((element) => element === document.activeElement),
    );
    if (reached) return;
  }
  throw new Error(`${most} presses of Tab did not lead to ${name}.`);
}

test("logging in and opening a purchase order need no mouse", async ({ page, contractor, database }) => {
  await database`delete from private.rate_limits`;
  await page.goto("/login");
  await page.getByLabel("E-mail").focus();
  await page.keyboard.type(contractor.admin.email);
  await page.keyboard.press("Tab");
  await page.keyboard.type(contractor.admin.password);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL("/dashboard");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Dashboard");

  await tabTo(page, "Purchase orders");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL("/purchase-orders");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Purchase orders");

  const first = page
    .getByRole("table", { name: "Purchase orders" })
    .getByRole("row")
    .nth(1)
    .getByRole("link")
    .first();
  const number = (await first.textContent()) ?? "";
  await tabTo(page, number);
  await expect(first).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/purchase-orders\/\d+$/);
  await expect(page.getByRole("heading", { level: 1 })).toContainText(number);
});

test.describe("the skip link", () => {
  test.use({ storageState: ({ session }, use) => use(session) });

  test("is the first stop, shows itself, and leads past the navigation", async ({ page }) => {
    await page.goto("/purchase-orders");
    await page.keyboard.press("Tab");
    const skip = page.getByRole("link", { name: "Skip to content" });
    await expect(skip).toBeFocused();
    await expect(skip).toBeInViewport();
    await page.keyboard.press("Enter");
    await expect(page.getByRole("main")).toBeFocused();
    // There is nothing to stop at in what stands there until the list has come.
    await expect(page.getByRole("main").getByRole("link").first()).toBeVisible();
    await page.keyboard.press("Tab");
    const inside = await page
      .getByRole("main")
      .evaluate((main) => main !== document.activeElement && main.contains(document.activeElement));
    expect(inside).toBe(true);
  });
});
