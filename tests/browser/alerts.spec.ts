import type postgres from "postgres";
import { createImport, createPurchaseOrder } from "../database/support/records";
import { expect, test } from "./support/test";

/** Orders of an organization at 78, 79 and 100 % of their value, whose alerts are open. */
async function openAlerts(database: postgres.Sql, organization: string): Promise<string[]> {
  const [row] = await database<
    { id: string }[]
  >`select id from public.organizations where name = ${organization}`;
  const importId = await createImport(database, row!.id);
  for (const spent of ["78.00", "79.00", "100.00"])
    await createPurchaseOrder(database, row!.id, importId, { total_spent: spent });
  await database`select private.refresh_levels(${row!.id})`;
  await database`select private.evaluate_alerts(${row!.id}, ${importId})`;
  const alerts = await database<{ id: string }[]>`
    select id from public.alerts where organization_id = ${row!.id} order by id`;
  return alerts.map(({ id }) => id);
}

test("what two write about one alert is kept, and thresholds show what they would do", async ({
  page,
  context,
  database,
  signUp,
  expectAccessible,
}) => {
  test.setTimeout(180_000);
  const { organization } = await signUp(page);
  const [first, , used] = await openAlerts(database, organization);

  await test.step("whoever acknowledges second is told of the first, and adds theirs", async () => {
    const other = await context.newPage();
    for (const window of [page, other]) await window.goto(`/alerts/${first}`);
    await page.getByLabel("What is being done about it?").fill("We call them today.");
    await page.getByRole("button", { name: "Acknowledge" }).click();
    await expect(page.getByText("is looking after this.")).toBeVisible();

    await other.getByLabel("What is being done about it?").fill("I have written to them.");
    await other.getByRole("button", { name: "Acknowledge" }).click();
    await expect(other.getByText(/You acknowledged this .*: “We call them today.”/)).toBeVisible();
    await expect(other.getByLabel("What is being done about it?")).toHaveValue("I have written to them.");
    await other.setViewportSize({ width: 390, height: 844 });
    await other.emulateMedia({ colorScheme: "dark" });
    await expectAccessible(other);
    await other.getByRole("button", { name: "Add mine as a comment" }).click();
    await expect(other.getByRole("listitem").filter({ hasText: "Commented" })).toContainText(
      "I have written to them.",
    );
    await expect(other.getByText("“We call them today.”")).toBeVisible();
    await other.close();
  });

  await test.step("at exactly 100 % an order is fully used, not over budget", async () => {
    await page.goto(`/alerts/${used}`);
    await expect(page.getByText("This purchase order is fully used.")).toBeVisible();
    await expect(page.getByRole("main").getByText("Over budget")).toHaveCount(0);
  });

  await test.step("thresholds show which alerts they would close, and then close these", async () => {
    await page.goto("/settings/organization");
    await page.getByLabel("Warning from (%)").fill("79");
    await page.getByRole("button", { name: "Show what changes" }).click();
    await expect(page.getByText("1 alert closes.")).toBeVisible();
    await expectAccessible(page);
    await page.setViewportSize({ width: 390, height: 844 });
    await page.emulateMedia({ colorScheme: "dark" });
    const open = () => database`select 1 from public.alerts where id = ${first!} and status <> 'resolved'`;
    expect(await open()).toHaveLength(1);
    await page.getByRole("button", { name: "Save these thresholds" }).click();
    await expect(page.getByText("The thresholds are saved")).toBeVisible();
    await expect(page.getByLabel("Warning from (%)")).toHaveValue("79");
    expect(await open()).toHaveLength(0);
    await page.goto(`/alerts/${first}`);
    await expect(page.getByText(/moved the thresholds: warning from 75% to 79%/).first()).toBeVisible();
  });
});
