import { expect, type Locator, type Page } from "@playwright/test";
import { readFileSync } from "node:fs";
import { basename } from "node:path";

/** Chooses files on the page for new imports as the file picker does. */
export async function chooseFiles(page: Page, ...files: string[]): Promise<void> {
  const chooser = page.waitForEvent("filechooser");
  await page.getByText("Choose files").click();
  await (await chooser).setFiles(files);
}

/** Drops a file onto the page for new imports. */
export async function dropFile(page: Page, file: string): Promise<void> {
  const transfer = await page.evaluateHandle(
    ({ bytes, name }) => {
      const data = new DataTransfer();
      data.items.add(new File([Uint8Array.from(atob(bytes), (sign) => sign.charCodeAt(0))], name));
      return data;
    },
    { bytes: readFileSync(file).toString("base64"), name: basename(file) },
  );
  const field = page.locator("div", { has: page.locator("#upload-files") }).last();
  await field.dispatchEvent("dragover", { dataTransfer: transfer });
  await field.dispatchEvent("drop", { dataTransfer: transfer });
}

/** Waits for the preview of an import to appear by itself. */
export async function previewReady(page: Page): Promise<void> {
  await expect(page.getByRole("button", { name: "Confirm and apply" })).toBeVisible({ timeout: 30_000 });
}

/** Confirms the import whose preview is shown, and waits until it is applied. */
export async function confirmImport(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Confirm and apply" }).click();
  await expect(page.getByText("This import is applied")).toBeVisible({ timeout: 30_000 });
}

/** The card of a headline figure. */
export function figure(page: Page, label: string): Locator {
  return page.locator("section > div").filter({ has: page.getByText(label, { exact: true }) });
}

/** The exact amount of a card: what is shown may be shortened. A decimal string such as "1234.50". */
export function amountOf(card: Locator): Promise<string | null> {
  return card.locator("data").first().getAttribute("value");
}
