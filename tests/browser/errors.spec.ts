import ExcelJS from "exceljs";
import {
  faults,
  withFaults,
  withoutTotals,
  writeDisguisedPdf,
  writeSamples,
} from "../installation/sample-files";
import { chooseFiles, previewReady } from "./support/import-page";
import { expect, test } from "./support/test";

test.describe("logging in", () => {
  test("says the same of a wrong password and of an unknown address", async ({
    page,
    contractor,
    database,
  }) => {
    await database`delete from private.rate_limits`;
    for (const email of [contractor.admin.email, "nobody.here@example.com"]) {
      await page.goto("/login");
      await page.getByLabel("E-mail").fill(email);
      await page.getByLabel("Password").fill("not the password");
      await page.getByRole("button", { name: "Log in" }).click();
      await expect(page.getByRole("alert").first()).toHaveText(
        "The e-mail address or the password is wrong, or the account is not confirmed yet.",
      );
      await expect(page.getByLabel("E-mail")).toHaveValue(email);
      await expect(page.getByLabel("Password")).toHaveValue("");
    }
  });

  test("stops after repeated failures and says for how long, also for the right password", async ({
    page,
    contractor,
    database,
  }) => {
    test.setTimeout(90_000);
    await database`delete from private.rate_limits`;
    await page.goto("/login");
    const attempt = async (password: string) => {
      await page.getByLabel("E-mail").fill(contractor.admin.email);
      await page.getByLabel("Password").fill(password);
      const answered = page.waitForResponse((response) => response.request().method() === "POST");
      await page.getByRole("button", { name: "Log in" }).click();
      await answered;
    };
    for (let failure = 1; failure <= 5; failure++) {
      await attempt(`wrong password ${failure}`);
      await expect(page.getByText("The e-mail address or the password is wrong")).toBeVisible();
    }
    await attempt(contractor.admin.password);
    await expect(page.getByText(/^Too many attempts\. Try again in \d+ minutes?\.$/)).toBeVisible();
    await expect(page).toHaveURL(/\/login/);
    await database`delete from private.rate_limits`;
  });
});

test.describe("files that can't be imported", () => {
  test.use({ storageState: ({ session }, use) => use(session) });

  test("a PDF that is named .xlsx is refused in one sentence", async ({ page }) => {
    await page.goto("/imports/new");
    await chooseFiles(page, writeDisguisedPdf());
    await expect(page.getByText("This import failed, and nothing was changed")).toBeVisible();
    await expect(
      page.getByText("This is a PDF, not a workbook; export the table as Excel or CSV instead."),
    ).toBeVisible();
  });

  test("a quantity survey export without TOTAL brings a question that names the column", async ({ page }) => {
    const { quantitySurveysFile } = await writeSamples();
    await page.goto("/imports/new");
    await chooseFiles(page, await withoutTotals(quantitySurveysFile));
    await expect(page.getByText("AESTrak needs your answer to read this file")).toBeVisible();
    await expect(
      page.getByText(
        "No column was recognised as “TOTAL”, which every row needs. Choose the one that holds it.",
      ),
    ).toBeVisible();
    await expect(page.getByRole("button", { name: "Confirm and apply" })).toHaveCount(0);
  });

  test("rows with faults are listed, and come back as a workbook that says why", async ({ page }) => {
    const { quantitySurveysFile, rows } = await writeSamples();
    await page.goto("/imports/new");
    await chooseFiles(page, await withFaults(quantitySurveysFile));
    await previewReady(page);
    await page.getByRole("link", { name: "See what is wrong" }).click();

    const table = page.getByRole("table", { name: "Rows with errors" });
    await expect(table.getByRole("row")).toHaveCount(1 + faults.length);
    const reasons: string[] = [];
    for (const [index, { row, header, value }] of faults.entries()) {
      const cells = table
        .getByRole("row")
        .nth(index + 1)
        .getByRole("cell");
      await expect(cells.nth(0)).toHaveText(String(row));
      await expect(cells.nth(1)).toContainText(header);
      await expect(cells.nth(2)).toHaveText(value);
      reasons.push((await cells.nth(3).textContent()) ?? "");
    }

    const downloaded = page.waitForEvent("download");
    await page.getByRole("link", { name: "Download these rows" }).click();
    const book = new ExcelJS.Workbook();
    await book.xlsx.readFile(await (await downloaded).path());
    const sheet = book.worksheets[0]!;
    expect(sheet.rowCount).toBe(1 + faults.length);
    expect(sheet.getRow(1).getCell(sheet.columnCount).text).toBe("What is wrong");
    for (const [index, { header, value }] of faults.entries()) {
      const cells = (sheet.getRow(index + 2).values as ExcelJS.CellValue[]).map(String);
      expect(cells).toContain(value);
      expect(cells.at(-1)).toBe(`${header}: ${reasons[index]}`);
    }
    expect(rows).toBeGreaterThan(faults.length);
  });
});
