import { expect, type Page } from "@playwright/test";

/** What a theme can change of what axe looks at. */
const themed = ["color-contrast", "link-in-text-block"];

const wide = { width: 1280, height: 800 };

/**
 * Looks at the page as it stands with axe in both themes, and whether it fits the width of a phone. Leaves it wide and light.
 * @param expectAccessible the fixture of that name
 */
export async function expectUsable(
  page: Page,
  expectAccessible: (page: Page, rules?: string[]) => Promise<void>,
): Promise<void> {
  await page.setViewportSize(wide);
  await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
  await expect(page.locator("html")).not.toHaveClass(/\bdark\b/);
  await expectAccessible(page);

  await page.emulateMedia({ colorScheme: "dark" });
  await expect(page.locator("html")).toHaveClass(/\bdark\b/);
  await expectAccessible(page, themed);

  await page.setViewportSize({ width: 390, height: 844 });
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(width, "the width of the page on a phone").toBeLessThanOrEqual(390);
  await page.setViewportSize(wide);
  await page.emulateMedia({ colorScheme: "light" });
}
