import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { keyOf, type ReadExport, writeAndRead } from "../../stack/samples/reread";
import { importHooks } from "../../src/worker/wiring";
import { useDatabase } from "./support/database";
import { type ImportRow, useImports } from "./support/imports";
import { fingerprint, type Ledger, ledgerInDatabase, ledgerOf } from "./support/ledger";
import { createTeam, type Team } from "./support/people";

const db = useDatabase();
const imports = useImports(db, importHooks);

const sizes = { seed: 3, purchaseOrders: 300, quantitySurveys: 2_000 };
let sample: ReadExport;
let expected: Ledger;
let team: Team;
let orderImport: ImportRow;
let surveyImport: ImportRow;
beforeAll(async () => {
  sample = await writeAndRead(join(imports.folder, "week-1"), sizes);
  expected = ledgerOf(sample.orders.rows, sample.surveys.rows);
  team = await createTeam(db.owner, "totals");
  orderImport = await imports.import(team, { content: sample.manifest.purchaseOrdersFile });
  surveyImport = await imports.import(team, { content: sample.manifest.quantitySurveysFile });
});

describe("both exports, imported into an empty organization", () => {
  it("are counted as their makers counted them", () => {
    const { manifest } = sample;
    expect(orderImport).toMatchObject({
      type: "purchase_orders",
      row_count: manifest.purchaseOrders,
      new_count: manifest.purchaseOrders,
      changed_count: 0,
      unchanged_count: 0,
      error_count: 0,
      money_before: "0.00",
      money_after: manifest.orderValue,
    });
    expect(surveyImport).toMatchObject({
      type: "quantity_surveys",
      row_count: manifest.rows,
      new_count: manifest.quantitySurveys,
      duplicate_count: manifest.duplicates,
      conflict_count: 0,
      orphan_count: manifest.orphans,
      withdrawn_count: 0,
      error_count: 0,
      money_before: "0.00",
      money_after: manifest.totalSpent,
    });
  });

  it("give every purchase order its spend, remainder, level and last day, to the cent", async () => {
    const { orders } = await ledgerInDatabase(db.owner, team.id);
    expect(Object.keys(orders)).toHaveLength(sample.manifest.purchaseOrders);
    expect(orders).toEqual(expected.orders);
  });

  it("give each day its billing", async () => {
    const { days } = await ledgerInDatabase(db.owner, team.id);
    expect(Object.keys(days).length).toBeGreaterThan(100);
    expect(days).toEqual(expected.days);
  });

  it("fill the four levels as the exact ratios do", async () => {
    const levels = await db.owner<{ level: string; count: number }[]>`
      select level, count(*)::integer as count from public.purchase_orders where organization_id = ${team.id} group by 1`;
    expect(Object.fromEntries(levels.map(({ level, count }) => [level, count]))).toEqual(
      sample.manifest.levels,
    );
  });

  it("keep surveys of unknown orders apart, where no total counts them", async () => {
    const { orphans } = await ledgerInDatabase(db.owner, team.id);
    expect(Object.keys(orphans)).toHaveLength(sample.manifest.orphans);
    expect(orphans).toEqual(expected.orphans);
    const listed = surveyImport.metadata["orphans"] as { purchase_order_no: string; count: number }[];
    expect(listed.reduce((sum, { count }) => sum + count, 0)).toBe(sample.manifest.orphans);
  });

  it("leave each row a way back to its place in the file", async () => {
    const rows = await db.owner<{ key: string; row: number }[]>`
      select purchase_order_no || '/' || qs_number as key, source_row as row from public.quantity_surveys
      where organization_id = ${team.id} and import_job_id = ${surveyImport.id}`;
    expect(rows).toHaveLength(sample.manifest.quantitySurveys);
    for (const { key, row } of rows) expect(keyOf(sample.surveys.rows[row - 2]!)).toBe(key);
  });

  it("foresee in the preview what then happens to each order", async () => {
    const effects = await db.owner<{ no: string; spent: string; level: string }[]>`
      select purchase_order_no as no, spent_after as spent, level_after as level from public.import_effects
      where organization_id = ${team.id} and import_job_id = ${surveyImport.id}`;
    const billed = Object.entries(expected.orders).filter(([, order]) => order.quantity_survey_count > 0);
    expect(Object.fromEntries(effects.map(({ no, spent, level }) => [no, { spent, level }]))).toEqual(
      Object.fromEntries(billed.map(([no, { total_spent, level }]) => [no, { spent: total_spent, level }])),
    );
  });
});

describe("the same files again", () => {
  it("change nothing, and say so", async () => {
    const before = await fingerprint(db.owner, team.id);
    for (const content of [sample.manifest.purchaseOrdersFile, sample.manifest.quantitySurveysFile]) {
      const row = await imports.import(team, { content, mode: "snapshot" });
      const known =
        row.type === "purchase_orders" ? sample.manifest.purchaseOrders : sample.manifest.quantitySurveys;
      expect(row).toMatchObject({
        new_count: 0,
        changed_count: 0,
        withdrawn_count: 0,
        unchanged_count: known,
      });
      expect(row.metadata.remarks).toEqual([
        { tone: "info", text: "This file changes nothing: every row in it is known with the same values." },
      ]);
    }
    expect(await fingerprint(db.owner, team.id)).toEqual(before);
  });
});

describe("surveys that arrive before their orders", () => {
  let early: Team;
  beforeAll(async () => {
    early = await createTeam(db.owner, "early");
  });

  it("are orphans, counted nowhere", async () => {
    const row = await imports.import(early, { content: sample.manifest.quantitySurveysFile });
    expect(row).toMatchObject({ orphan_count: sample.manifest.quantitySurveys, money_after: "0.00" });
    const state = await ledgerInDatabase(db.owner, early.id);
    expect(Object.keys(state.orphans)).toHaveLength(sample.manifest.quantitySurveys);
    expect(state.days).toEqual({});
  });

  it("are linked when the orders arrive, with every total, as if the order had been the other one", async () => {
    const row = await imports.import(early, { content: sample.manifest.purchaseOrdersFile });
    expect(await ledgerInDatabase(db.owner, early.id)).toEqual(expected);
    const [noted] = await db.owner`
      select count(*)::integer as linked from public.import_changes where import_job_id = ${row.id} and action = 'linked'`;
    expect(noted).toEqual({ linked: sample.manifest.quantitySurveys - sample.manifest.orphans });
  });
});
