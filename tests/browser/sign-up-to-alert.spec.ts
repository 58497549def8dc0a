import type postgres from "postgres";
import type { SampleManifest } from "../../stack/samples/manifest";
import type { CaughtMessage } from "../../stack/mail-catcher";
import { writeSamples } from "../installation/sample-files";
import { amountOf, chooseFiles, confirmImport, dropFile, figure, previewReady } from "./support/import-page";
import { linkIn, mailTo } from "./support/inbox";
import { expect, test } from "./support/test";

test("a newcomer signs up, imports both files, and is warned of what they hold", async ({
  page,
  database,
  installation,
  signUp,
}) => {
  test.setTimeout(180_000);
  const manifest = await writeSamples({ seed: 2 });

  await page.goto("/");
  await page.getByRole("link", { name: "Sign up" }).first().click();
  await expect(page).toHaveURL("/signup");
  const account = await signUp(page);

  await test.step("the empty dashboard says what to do", async () => {
    await expect(page.getByText("1. Import your purchase orders")).toBeVisible();
    await expect(page.getByText("2. Import your quantity surveys")).toBeVisible();
    await expect(page.getByText("Headline figures")).toHaveCount(0);
  });

  await test.step("purchase orders, by the file picker", async () => {
    await page.getByRole("link", { name: "Upload file" }).first().click();
    await chooseFiles(page, manifest.purchaseOrdersFile);
    await previewReady(page);
    await expect(figure(page, "New")).toContainText(String(manifest.purchaseOrders));
    await expect(figure(page, "Exact repeats")).toContainText("0");
    expect(await amountOf(figure(page, "Authorised in all after"))).toBe(manifest.orderValue);
    await confirmImport(page);
  });

  await test.step("quantity surveys, dropped onto the page, with the progress in view", async () => {
    await page.goto("/imports/new");
    // The worker compares one import of an organization at a time: this holds it where the page can be looked at.
    await database.begin(async (sql) => {
      await sql`
        select pg_advisory_xact_lock(hashtextextended(o.id::text, 1))
        from public.organizations o where o.name = ${account.organization}`;
      await dropFile(page, manifest.quantitySurveysFile);
      await expect(page).toHaveURL(/\/imports\/[0-9a-f-]{36}$/);
      await expect(page.getByText("Compare with what is there")).toBeVisible();
      await expect(page.getByRole("progressbar").first()).toBeVisible();
    });
    await previewReady(page);
    await expect(figure(page, "New")).toContainText(String(manifest.quantitySurveys));
    await expect(figure(page, "Exact repeats")).toContainText(String(manifest.duplicates));
    await expect(figure(page, "Without order")).toContainText(String(manifest.orphans));
    await expect(figure(page, "Row errors")).toContainText("0");
    expect(await amountOf(figure(page, "Billed in all before"))).toBe("0.00");
    expect(await amountOf(figure(page, "Billed in all after"))).toBe(manifest.totalSpent);
    await confirmImport(page);
  });

  await test.step("the dashboard shows what the files hold", async () => {
    await page.goto("/dashboard");
    const [authorized] = await database<{ sum: string }[]>`
      select sum(p.order_value)::text as sum from public.purchase_orders p join public.organizations o on o.id = p.organization_id
      where o.name = ${account.organization} and p.lifecycle <> 'canceled'`;
    expect(await amountOf(figure(page, "Total authorized"))).toBe(authorized!.sum);
    expect(await amountOf(figure(page, "Submitted billings"))).toBe(manifest.totalSpent);
    await expect(figure(page, "Surveys without an order")).toContainText(String(manifest.orphans));
    expect(await amountOf(figure(page, "Surveys without an order"))).toBe(manifest.orphanTotal);
  });

  await test.step("the list has as many purchase orders in each level as the files hold", async () => {
    for (const [level, count] of Object.entries(manifest.levels)) {
      await page.goto(`/purchase-orders?level=${level}`);
      await expect(page.getByText("Lines", { exact: true }).locator("xpath=..")).toContainText(`${count}`);
      await expect(page.getByRole("row")).toHaveCount(Math.min(count, 50) + 1);
    }
  });

  await test.step("one mail warns of all of it, and leads to an alert", async () => {
    const mail = await mailTo(installation.inboxUrl, account.email, /attention/);
    const { all: alerts, worst } = await alertsToExpect(database, account.organization);
    expect(mail.subject).toContain(`${alerts} purchase orders need attention`);
    expect(mail.text).toContain(`${worst} over budget`);
    await everyMailIsSent(database);
    const all = (await (
      await fetch(new URL("/messages.json", installation.inboxUrl))
    ).json()) as CaughtMessage[];
    const warnings = all.filter(({ to, subject }) => to.includes(account.email) && /attention/.test(subject));
    expect(warnings).toHaveLength(1);

    await page.goto(linkIn(mail, /\/alerts\/\d+$/));
    await expect(page.getByText("This purchase order is over budget.")).toBeVisible();
  });

  await test.step("the alert is acknowledged with a note", async () => {
    await page.getByLabel("What is being done about it?").fill("Asked the client to raise the value.");
    await page.getByRole("button", { name: "Acknowledge" }).click();
    await expect(page.getByText(`${account.fullName} is looking after this.`)).toBeVisible();
    await page.reload();
    await expect(page.getByText("“Asked the client to raise the value.”")).toBeVisible();
  });

  await test.step("the same files again change nothing", async () => {
    await importAgain(manifest);
  });

  async function importAgain({ purchaseOrdersFile, quantitySurveysFile }: SampleManifest): Promise<void> {
    for (const file of [purchaseOrdersFile, quantitySurveysFile]) {
      await page.goto("/imports/new");
      await chooseFiles(page, file);
      await previewReady(page);
      await expect(page.getByText("This file changes nothing")).toBeVisible();
      await expect(figure(page, "New")).toContainText("0");
      await expect(figure(page, "Changed")).toContainText("0");
    }
  }
});

test("both files at once are told apart, and orphans find their orders when these come later", async ({
  page,
  signUp,
}) => {
  test.setTimeout(120_000);
  const manifest = await writeSamples({ seed: 3 });
  await signUp(page);
  await page.goto("/imports/new");
  await chooseFiles(page, manifest.purchaseOrdersFile, manifest.quantitySurveysFile);
  const chosen = page.getByRole("list", { name: "Chosen files" }).getByRole("listitem");
  await expect(chosen).toHaveCount(2);
  await expect(chosen.getByText("The preview is ready.")).toHaveCount(2, { timeout: 45_000 });
  const addresses = await Promise.all(
    (await chosen.getByRole("link", { name: "Open" }).all()).map((link) => link.getAttribute("href")),
  );

  // The surveys first: none of their purchase orders is known yet.
  await page.goto(addresses[1] ?? "");
  await expect(figure(page, "Without order")).toContainText(String(manifest.quantitySurveys));
  await confirmImport(page);
  await page.goto(addresses[0] ?? "");
  await confirmImport(page);

  await page.goto("/dashboard");
  expect(await amountOf(figure(page, "Submitted billings"))).toBe(manifest.totalSpent);
  await expect(figure(page, "Surveys without an order")).toContainText(String(manifest.orphans));
});

/** How many purchase orders must have an alert: open ones from the warning level, closed ones when overspent. */
async function alertsToExpect(database: postgres.Sql, organization: string) {
  const [expected] = await database<{ all: number; worst: number }[]>`
    select count(*)::integer as all, count(*) filter (where total_spent > order_value)::integer as worst
    from public.purchase_orders p join public.organizations o on o.id = p.organization_id
    where o.name = ${organization} and total_spent > 0
      and (total_spent > order_value or (status in ('Processing', 'Imported', 'Release EDI') and total_spent >= 0.75 * order_value))`;
  return expected!;
}

/** Waits until the outbox holds nothing that is still to be sent. */
async function everyMailIsSent(database: postgres.Sql): Promise<void> {
  await expect
    .poll(async () => {
      const [waiting] =
        await database`select count(*)::integer as mails from public.email_outbox where status = 'pending'`;
      return waiting?.["mails"] as number;
    })
    .toBe(0);
}
