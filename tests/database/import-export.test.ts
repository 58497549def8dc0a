import { join } from "node:path";
import { expect, it } from "vitest";
import { writeImportExport } from "../../src/features/imports/export-queries";
import type { ImportJob } from "../../src/features/imports/queries";
import { importMetadata } from "../../src/features/imports/lib/import-metadata";
import { readWorksheet } from "../../src/libs/worksheet-reader";
import { useDatabase } from "./support/database";
import { type ImportRow, useImports } from "./support/imports";
import { createOrganization, type Organization } from "./support/people";
import { auditOf } from "./support/refusals";
import { order, orderFile, survey, surveyFile } from "./support/workbooks";

const db = useDatabase();
const imports = useImports(db);

/** Several times as many as are fetched at once. */
const lines = Array.from({ length: 1_300 }, (_, index) => `65${String(index).padStart(8, "0")}.00001`);
const file = (value: number) => ({ content: orderFile(lines.map((no, row) => order(no, value + row))) });

/** Of an import, what the summary of its export names. */
function jobOf(row: ImportRow): ImportJob {
  const { id, status, type, money_before: moneyBefore, money_after: moneyAfter } = row;
  const job = { id, status, type, moneyBefore, moneyAfter, file: { name: "orders.xlsx" } };
  const counts = { rows: row.row_count, new: row.new_count, changed: row.changed_count };
  return { ...job, counts, metadata: importMetadata(row.metadata, row.status) } as unknown as ImportJob;
}

async function sheetsOf(organization: Organization, row: ImportRow) {
  const path = join(imports.folder, `${row.id}.xlsx`);
  await db.as(organization.admin, (sql) => writeImportExport(sql, organization.id, jobOf(row), path));
  const read = async (sheet: string) => {
    const rows: string[][] = [];
    await readWorksheet(path, { sheet }, (line) => {
      rows.push(Array.from({ length: line.width }, (_, column) => line.text(column)));
    });
    return rows.slice(1);
  };
  return {
    summary: await read("Summary"),
    orders: await read("Purchase orders"),
    changes: await read("Changed values"),
    orphans: await read("Orphans"),
  };
}

it("an import's export holds each row once, before it is applied and afterwards", async () => {
  const organization = await createOrganization(db.owner, "export");
  await imports.import(organization, file(1_000));
  const preview = await imports.preview(organization, file(5_000));
  const expected = lines.map((no, row) => [
    no,
    "",
    "changed",
    "Order value",
    String(1_000 + row),
    String(5_000 + row),
  ]);
  const planned = await sheetsOf(organization, preview);
  expect(planned.changes).toEqual(expected);
  expect(new Set(planned.orders.map(([no]) => no))).toEqual(new Set(lines));

  const applied = await sheetsOf(organization, await imports.apply(organization, preview.id));
  expect(applied.changes).toHaveLength(expected.length);
  expect(new Set(applied.changes.map(String))).toEqual(new Set(expected.map(String)));
  expect(applied.orders).toEqual(planned.orders);
  expect(applied.summary.map(([label]) => label)).not.toContain("Not complete");
  const exported = (await auditOf(db.owner, organization.id)).filter(
    ({ action }) => action === "import.exported",
  );
  expect(exported).toHaveLength(2);
});

it("an export names the orders that its surveys lack", async () => {
  const organization = await createOrganization(db.owner, "orphans");
  const content = surveyFile(lines.map((no, row) => survey(no, "QS1", row + 1)));
  const { orphans } = await sheetsOf(organization, await imports.preview(organization, { content }));
  expect(orphans).toEqual(lines.map((no, row) => [no, "1", String(row + 1)]).toReversed());
});
