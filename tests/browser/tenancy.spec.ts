import type { APIResponse, Page } from "@playwright/test";
import { memberApi, pageAddresses, routesOf } from "./support/addresses";
import type { Contractor } from "./support/contractor";
import { expect, test } from "./support/test";

test.use({ storageState: ({ session }, use) => use(session) });

/** The pages that are about one row, whose address names it. */
const aboutOneRow = routesOf("page.tsx").filter(({ path, forMembers }) => forMembers && path.includes("["));

/** What is only in the other organization, and would give it away. */
function marksOf({ id, name, slug, admin, rows }: Contractor): string[] {
  return [id, name, slug, admin.email, rows.purchaseOrderNo, rows.quantitySurveyNo];
}

for (const { path } of aboutOneRow) {
  test(`${path} of another organization is not there`, async ({ page, contractor, stranger }) => {
    const own = pageAddresses(contractor)[path] ?? [];
    const foreign = pageAddresses(stranger)[path] ?? [];
    expect(foreign.length).toBeGreaterThan(0);
    for (const [index, address] of foreign.entries()) {
      // The member's own row of the kind opens, so what is refused is refused for whose it is.
      const allowed = await page.request.get(own[index]!);
      expect(allowed.ok()).toBe(true);
      expect(await allowed.text()).toContain(contractor.name);

      const answer = await page.request.get(address);
      expect(answer.status(), address).toBe(404);
      expectNothingOf(stranger, await answer.text());
      await page.goto(address);
      await expect(page.getByText("There is nothing at this address")).toBeVisible();
      expectNothingOf(stranger, await page.content());
    }
  });
}

test("the routes for programs answer for another organization's import as for none", async ({
  page,
  contractor,
  stranger,
}) => {
  const own = memberApi(contractor);
  const foreign = Object.entries(memberApi(stranger)).filter(([path]) => path.includes("[importId]"));
  expect(foreign.length).toBeGreaterThanOrEqual(3);
  for (const [path, requests] of foreign) {
    for (const [index, { address }] of requests.entries()) {
      const allowed = await page.request.get(own[path]![index]!.address);
      expect(allowed.status(), path).toBe(200);
      const answer = await page.request.get(address);
      expect(answer.status(), path).toBe(404);
      const nowhere = address.replace(/[0-9a-f-]{36}/, crypto.randomUUID());
      expect(await answerOf(answer)).toEqual(await answerOf(await page.request.get(nowhere)));
    }
  }
});

test("a cookie that names another organization is a wish that is not granted", async ({
  page,
  context,
  contractor,
  stranger,
  installation,
}) => {
  await context.addCookies([{ name: "aestrak-organization", value: stranger.id, url: installation.siteUrl }]);
  for (const address of ["/dashboard", "/purchase-orders", "/imports", "/alerts", "/settings/organization"]) {
    const answer = await page.request.get(address);
    const body = await answer.text();
    expect(body).toContain(contractor.name);
    expectNothingOf(stranger, body);
  }
  const foreign = await page.request.get(`/api/imports/${stranger.rows.appliedImport}`);
  expect(foreign.status()).toBe(404);
});

test("a form that names another organization's alert changes nothing", async ({
  page,
  contractor,
  stranger,
  database,
}) => {
  await page.goto(`/alerts/${contractor.rows.alert}`);
  await page.getByLabel("What is being done about it?").fill("This is not mine to say.");
  await sendInstead(page, "alertId", stranger.rows.alert);
  await page.getByRole("button", { name: "Acknowledge" }).click();
  await expect(page.getByRole("alert").filter({ hasText: /\S/ }).first()).toBeVisible();
  const alerts = await database`
    select status, acknowledgement_note from public.alerts where id in (${stranger.rows.alert}, ${contractor.rows.alert})`;
  expect(alerts).toHaveLength(2);
  for (const alert of alerts) expect(alert).toEqual({ status: "open", acknowledgement_note: null });
});

test("a form that names another organization's import confirms nothing", async ({
  page,
  contractor,
  stranger,
  database,
}) => {
  await page.goto(`/imports/${contractor.rows.previewedImport}`);
  await sendInstead(page, "importId", stranger.rows.previewedImport);
  await page.getByRole("button", { name: "Confirm and apply" }).click();
  await expect(page.getByRole("alert").filter({ hasText: /\S/ }).first()).toBeVisible();
  const imports = await database`
    select status from public.import_jobs
    where id in (${stranger.rows.previewedImport}, ${contractor.rows.previewedImport})`;
  expect(imports.map(({ status }) => status as string)).toEqual([
    "awaiting_confirmation",
    "awaiting_confirmation",
  ]);
});

/** Has every form of the page send another value: changed as it is sent, since React would mend the input itself. */
async function sendInstead(page: Page, field: string, value: string | number): Promise<void> {
  await page.evaluate(
    ([name, wanted]) => {
      document.addEventListener("formdata", ({ formData }) => {
        for (const key of formData.keys())
          if (key === name || key.endsWith(`_${name}`)) formData.set(key, wanted);
      });
    },
    [field, String(value)] as const,
  );
}

function expectNothingOf(stranger: Contractor, body: string): void {
  for (const mark of marksOf(stranger)) expect(body).not.toContain(mark);
}

async function answerOf(answer: APIResponse): Promise<{ status: number; body: string }> {
  return { status: answer.status(), body: await answer.text() };
}
