import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import type postgres from "postgres";
import { chooseFiles, confirmImport, previewReady } from "./support/import-page";
import { expect, test } from "./support/test";

const folder = mkdtempSync(join(tmpdir(), "aestrak-answers-"));

/** Writes a CSV export of surveys of one order, each over 100. */
function surveys(name: string, ...numbers: string[]): string {
  const path = join(folder, name);
  const rows = numbers.map((number) => `6500000001.00001,${number},100.00`);
  writeFileSync(path, ["Purchase order No.,Q.S. number,TOTAL", ...rows].join("\n"));
  return path;
}

const orders = join(folder, "orders.csv");
writeFileSync(orders, "Purchase order No.,Order value,Status\n6500000001.00001,1000.00,Processing\n");

const upload = async (page: Page, file: string) => {
  await page.goto("/imports/new");
  await chooseFiles(page, file);
  await previewReady(page);
};
const fullExport = (page: Page) => page.getByRole("radio", { name: "All of them: a full export" });
const confirm = (page: Page) => page.getByRole("button", { name: "Confirm and apply" });

async function jobAt(database: postgres.Sql, page: Page) {
  const id = new URL(page.url()).pathname.split("/").at(-1)!;
  const [job] = await database`
    select status, mode, withdrawn_count, money_after::text from public.import_jobs where id = ${id}`;
  return job!;
}

test("an answer on the screen counts, whatever is pressed first, and what is shown stays true", async ({
  page,
  database,
  signUp,
}) => {
  test.setTimeout(180_000);
  const account = await signUp(page);
  await upload(page, orders);
  await confirmImport(page);
  await upload(page, surveys("week-1.csv", "Q1", "Q2", "Q3"));
  await confirmImport(page);

  await upload(page, surveys("week-2.csv", "Q1", "Q2"));
  // The answer is saved by itself. Nothing else is pressed.
  await fullExport(page).check();
  await confirm(page).click();
  await expect(page.getByText("This import is applied")).toBeVisible({ timeout: 30_000 });
  expect(await jobAt(database, page)).toEqual({
    status: "succeeded",
    mode: "snapshot",
    withdrawn_count: 1,
    money_after: "200.00",
  });

  await upload(page, surveys("week-3.csv", "Q1", "Q2", "Q4"));
  await page.evaluate(() => {
    const said: string[] = [];
    Object.assign(window, { said });
    const wrong = /Nothing has been changed yet|Cancel import|Reading the file/;
    let isConfirmed = false;
    new MutationObserver(() => {
      const text = document.querySelector("main")?.innerText ?? "";
      isConfirmed ||= /Confirmed|Applying/.test(text);
      if (isConfirmed && wrong.test(text)) said.push(text);
    }).observe(document.body, { childList: true, subtree: true, characterData: true });
  });
  // The worker waits for its turn, so that the page can be looked at while it applies.
  await database.begin(async (sql) => {
    await sql`
      select pg_advisory_xact_lock(hashtextextended(o.id::text, 1))
      from public.organizations o where o.name = ${account.organization}`;
    await confirm(page).click();
    await expect(page.getByRole("heading", { name: "Applying the import" })).toBeVisible();
    await expect(page.getByRole("button", { name: "Cancel import" })).toHaveCount(0);
  });
  await expect(page.getByText("This import is applied")).toBeVisible({ timeout: 30_000 });
  expect(await page.evaluate(() => (window as unknown as { said: string[] }).said)).toEqual([]);
});

test("a confirmation of a preview that somebody else had computed again is refused", async ({
  page,
  context,
  database,
  signUp,
}) => {
  test.setTimeout(120_000);
  await signUp(page);
  await upload(page, orders);
  await confirmImport(page);
  await upload(page, surveys("all.csv", "Q1", "Q2"));
  await confirmImport(page);
  await upload(page, surveys("some.csv", "Q2"));

  const other = await context.newPage();
  await other.goto(page.url());
  await fullExport(other).check();
  await expect(other.getByText("withdraws 1 quantity survey")).toBeVisible();

  await confirm(page).click();
  await expect(page.getByText("The file was compared again after you opened this preview.")).toBeVisible();
  expect(await jobAt(database, page)).toMatchObject({ status: "awaiting_confirmation", mode: "snapshot" });
  // The page now shows what the other person made of it.
  await expect(fullExport(page)).toBeChecked();
  await expect(page.getByText("withdraws 1 quantity survey")).toBeVisible();
  await confirm(page).click();
  await expect(page.getByText("This import is applied")).toBeVisible({ timeout: 30_000 });
  expect(await jobAt(database, page)).toMatchObject({ mode: "snapshot", money_after: "100.00" });
});

test("an answer that nothing has saved reaches the server with the confirmation, which then applies nothing", async ({
  page,
  database,
  signUp,
}) => {
  test.setTimeout(120_000);
  await signUp(page);
  await upload(page, orders);
  await confirmImport(page);
  await upload(page, surveys("all.csv", "Q1", "Q2"));
  await confirmImport(page);
  await upload(page, surveys("some.csv", "Q2"));

  // As where the page's own code has not noticed the choice.
  await fullExport(page).evaluate((radio: HTMLInputElement) => {
    radio.checked = true;
    radio.form!.requestSubmit();
  });
  await expect(page.getByText("withdraws 1 quantity survey")).toBeVisible({ timeout: 30_000 });
  expect(await jobAt(database, page)).toMatchObject({ status: "awaiting_confirmation", mode: "snapshot" });
  await confirm(page).click();
  await expect(page.getByText("This import is applied")).toBeVisible({ timeout: 30_000 });
  expect(await jobAt(database, page)).toMatchObject({ mode: "snapshot", money_after: "100.00" });
});
