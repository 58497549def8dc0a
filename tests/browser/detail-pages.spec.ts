import { randomUUID } from "node:crypto";
import type { Sql } from "postgres";
import { routesOf } from "./support/addresses";
import { expect, test } from "./support/test";

test.use({ storageState: ({ session }, use) => use(session) });

/** The pages that are about one row, whose address names it. */
const aboutOneRow = routesOf("page.tsx").filter(({ path, forMembers }) => forMembers && path.includes("["));

test("an id that nobody has is answered with 404, and with words", async ({ page, contractor }) => {
  expect(aboutOneRow.length).toBeGreaterThan(5);
  for (const { path } of aboutOneRow) {
    for (const id of ["999999999", randomUUID(), "no-id"]) {
      const answer = await page.goto(path.replace(/\[\w+\]/, id));
      expect(answer?.status(), `${path} ${id}`).toBe(404);
      await expect(page.getByText("There is nothing at this address")).toBeVisible();
    }
  }
  // The list above it is as it was.
  await page.goto("/purchase-orders");
  await expect(page.getByText(contractor.rows.purchaseOrderNo).first()).toBeVisible();
});

/** Keeps a table from being read until `release` is called. */
async function hold(database: Sql, table: string): Promise<{ release: () => Promise<unknown> }> {
  let release = () => {};
  const released = new Promise<void>((done) => (release = done));
  let locked = () => {};
  const isLocked = new Promise<void>((done) => (locked = done));
  const held = database.begin(async (sql) => {
    await sql`lock table ${sql(table)} in access exclusive mode`;
    locked();
    await released;
  });
  await Promise.race([isLocked, held]);
  return {
    release: () => {
      release();
      return held;
    },
  };
}

test("following a link shows the title and a skeleton while the rest is on its way", async ({
  page,
  contractor,
  database,
}) => {
  await page.goto("/purchase-orders");
  const link = page.getByRole("link", { name: contractor.rows.purchaseOrderNo }).first();
  await expect(link).toBeVisible();
  // Of what the page shows, only the story below the title asks for it.
  const { release } = await hold(database, "public.import_changes");
  try {
    await link.click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(contractor.rows.purchaseOrderNo);
    await expect(page.getByRole("status", { name: "Loading" })).toBeVisible();
    await expect(page.getByRole("heading", { name: "Story" })).toHaveCount(0);
  } finally {
    await release();
  }
  await expect(page.getByText("What imports changed, and each step of its alerts")).toBeVisible();
  await expect(page.getByRole("status", { name: "Loading" })).toHaveCount(0);
});
