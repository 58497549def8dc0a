import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { byKey, keyOf, type ReadExport, writeAndRead } from "../../stack/samples/reread";
import { columnsOf } from "../../src/features/imports/lib/columns";
import { useDatabase } from "./support/database";
import { type ImportRow, useImports } from "./support/imports";
import { ledgerInDatabase, ledgerOf } from "./support/ledger";
import { createOrganization, type Organization } from "./support/people";

const db = useDatabase();
const imports = useImports(db);

const sizes = { seed: 11, purchaseOrders: 400, quantitySurveys: 2_000 };
let first: ReadExport;
let second: ReadExport;
beforeAll(async () => {
  first = await writeAndRead(join(imports.folder, "week-1"), sizes);
  second = await writeAndRead(join(imports.folder, "week-2"), { ...sizes, week: 2 });
});

type FileRow = ReadExport["surveys"]["rows"][number];
const inOrder = (row: FileRow) => String(row["Purchase order No."]);
const missing = () => {
  const still = byKey(second.surveys.rows);
  return [...new Map(first.surveys.rows.map((row) => [keyOf(row), row])).entries()].filter(
    ([key]) => !still.has(key),
  );
};

/** Rows of the second file by what they are to the first one. */
function compared(was: Map<string, string>, is: Map<string, string>) {
  const known = [...is].filter(([key]) => was.has(key));
  const changed = known.filter(([key, row]) => was.get(key) !== row);
  return {
    new_count: is.size - known.length,
    changed_count: changed.length,
    unchanged_count: known.length - changed.length,
  };
}
const ordersByNo = (rows: readonly FileRow[]) =>
  new Map(rows.map((row) => [inOrder(row), JSON.stringify(row)]));

async function importWeeks(name: string, mode: "incremental" | "snapshot") {
  const organization = await createOrganization(db.owner, name);
  const jobs: ImportRow[] = [];
  for (const { manifest } of [first, second]) {
    jobs.push(await imports.import(organization, { content: manifest.purchaseOrdersFile, mode }));
    jobs.push(await imports.import(organization, { content: manifest.quantitySurveysFile, mode }));
  }
  return { organization, orders: jobs[2]!, surveys: jobs[3]! };
}

describe("the next week's files as increments", () => {
  let organization: Organization;
  let orders: ImportRow;
  let surveys: ImportRow;
  beforeAll(async () => {
    ({ organization, orders, surveys } = await importWeeks("increments", "incremental"));
  });

  it("are compared row by row", () => {
    expect(orders).toMatchObject(compared(ordersByNo(first.orders.rows), ordersByNo(second.orders.rows)));
    expect(surveys).toMatchObject({
      ...compared(byKey(first.surveys.rows), byKey(second.surveys.rows)),
      withdrawn_count: 0,
    });
    expect(surveys.changed_count).toBeGreaterThan(0);
  });

  it("leave surveys that they no longer hold as they are, and say which money that is", async () => {
    expect(missing().length).toBeGreaterThan(0);
    expect(surveys.metadata["withdrawn"]).toMatchObject({ count: missing().length });
    const kept = missing().map(([, row]) => row);
    expect(await ledgerInDatabase(db.owner, organization.id)).toEqual(
      ledgerOf(second.orders.rows, [...kept, ...second.surveys.rows]),
    );
  });

  it("keep what each changed order held before: exactly the fields that changed", async () => {
    const before = new Map(first.orders.rows.map((row, index) => [inOrder(row), { row, place: index + 2 }]));
    const changed = second.orders.rows
      .map((row, index) => ({ row, place: index + 2, was: before.get(inOrder(row)) }))
      .filter(({ row, was }) => was && JSON.stringify(was.row) !== JSON.stringify(row));
    const notes = await db.owner<
      { no: string; before: Record<string, unknown>; after: Record<string, unknown> }[]
    >`
      select entity_key as no, before, after from public.import_changes where import_job_id = ${orders.id} and type = 'purchase_orders'`;
    expect(notes).toHaveLength(changed.length);

    const noted = new Map(notes.map((note) => [note.no, note]));
    for (const { row, place, was } of changed) {
      const fields = columnsOf["purchase-orders"]
        .filter(({ label }) => JSON.stringify(row[label]) !== JSON.stringify(was!.row[label]))
        .map(({ field }) => field);
      const moved = place === was!.place ? [] : ["source_row"];
      const note = noted.get(inOrder(row))!;
      expect(Object.keys(note.before).toSorted()).toEqual(
        [...fields, ...moved, "content_hash", "import_job_id"].toSorted(),
      );
      expect(Object.keys(note.after).toSorted()).toEqual(Object.keys(note.before).toSorted());
      if (fields.includes("order_value")) {
        expect([note.before["order_value"], note.after["order_value"]]).toEqual([
          was!.row["Order value"],
          row["Order value"],
        ]);
      }
    }
  });

  it("count the orders whose value the client changed", () => {
    const was = new Map(first.orders.rows.map((row) => [inOrder(row), row["Order value"]]));
    const raised = second.orders.rows.filter(
      (row) => was.has(inOrder(row)) && was.get(inOrder(row)) !== row["Order value"],
    );
    expect(raised.length).toBeGreaterThan(0);
    expect(orders.changed_order_values).toBe(raised.length);
  });
});

describe("the next week's files as snapshots", () => {
  let organization: Organization;
  let surveys: ImportRow;
  beforeAll(async () => {
    ({ organization, surveys } = await importWeeks("snapshots", "snapshot"));
  });

  it("withdraw what they no longer hold: kept, but counted nowhere", async () => {
    expect(surveys.withdrawn_count).toBe(missing().length);
    expect(await ledgerInDatabase(db.owner, organization.id)).toEqual(
      ledgerOf(second.orders.rows, second.surveys.rows),
    );
    expect(surveys.money_after).toBe(second.manifest.totalSpent);

    const kept = await db.owner<{ key: string }[]>`
      select purchase_order_no || '/' || qs_number as key from public.quantity_surveys
      where organization_id = ${organization.id} and withdrawn_at is not null`;
    expect(kept.map(({ key }) => key).toSorted()).toEqual(
      missing()
        .map(([key]) => key)
        .toSorted(),
    );
    const notes = await db.owner<{ before: object }[]>`
      select before from public.import_changes where import_job_id = ${surveys.id} and action = 'withdrawn'`;
    expect(notes).toHaveLength(kept.length);
    for (const { before } of notes) expect(before).toEqual({ withdrawn_at: null });
  });

  // Builds on the one before it.
  it("are taken back where a later file holds again what they withdrew", async () => {
    const row = await imports.import(organization, { content: first.manifest.quantitySurveysFile });
    expect(row.changed_count).toBeGreaterThanOrEqual(missing().length);
    const [left] = await db.owner`
      select count(*)::integer as withdrawn from public.quantity_surveys
      where organization_id = ${organization.id} and withdrawn_at is not null`;
    expect(left).toEqual({ withdrawn: 0 });
    const earlier = byKey(first.surveys.rows);
    const newer = second.surveys.rows.filter((each) => !earlier.has(keyOf(each)));
    expect(await ledgerInDatabase(db.owner, organization.id)).toEqual(
      ledgerOf(second.orders.rows, [...newer, ...first.surveys.rows]),
    );
  });
});
