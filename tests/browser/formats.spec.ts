import { expect, test } from "./support/test";

test.use({ storageState: async ({ session }, use) => use(session) });

const word = "otherwise";

// The dashboard is left out until compact amounts draw the same elements whatever their two texts say.
for (const path of ["/purchase-orders", "/quantity-surveys", "/alerts"]) {
  test(`a browser that writes amounts and dates otherwise keeps what the server wrote on ${path}`, async ({
    page,
  }) => {
    await page.addInitScript((text) => {
      for (const format of [Intl.NumberFormat, Intl.DateTimeFormat]) {
        Object.defineProperty(format.prototype, "format", { get: () => () => text });
      }
    }, word);
    await page.goto(path);
    // Taken over by the browser's own drawing, each of them.
    await page.waitForFunction(() => {
      const drawn = [...document.querySelectorAll("main data, main time")];
      return (
        drawn.length > 0 &&
        drawn.every((place) => Object.keys(place).some((key) => key.startsWith("__react")))
      );
    });
    const shown = await page.locator("main").innerText();
    expect(shown).toMatch(/\d[.,]\d\d/);
    expect(shown).not.toContain(word);
  });
}
