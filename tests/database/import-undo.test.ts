import { basename, join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { type ReadExport, writeAndRead } from "../../stack/samples/reread";
import { useDatabase } from "./support/database";
import { type ImportRow, useImports } from "./support/imports";
import { createOrganization, type Organization } from "./support/people";
import { auditOf, refusalOf } from "./support/refusals";
import { contents, previewUndo, standing, type Standing, undo } from "./support/undo";

const db = useDatabase();
const imports = useImports(db);

const sizes = { seed: 23, purchaseOrders: 800, quantitySurveys: 8_000 };
let first: ReadExport;
let second: ReadExport;
let organization: Organization;
let orders: ImportRow;
let surveys: ImportRow;
let atStart: Standing;
let afterWeekOne: Standing;
let afterOrders: Standing;
let inWeekTwo: Standing;

const now = () => standing(db.owner, organization.id);
const importFile = (content: string) =>
  imports.import(organization, { content, fileName: basename(content), mode: "snapshot" });

beforeAll(async () => {
  first = await writeAndRead(join(imports.folder, "week-1"), sizes);
  second = await writeAndRead(join(imports.folder, "week-2"), { ...sizes, week: 2 });
  organization = await createOrganization(db.owner, "undoing");
  atStart = await now();
  // Surveys first: those of the first week are orphans until the orders arrive.
  await importFile(first.manifest.quantitySurveysFile);
  await importFile(first.manifest.purchaseOrdersFile);
  afterWeekOne = await now();
  orders = await importFile(second.manifest.purchaseOrdersFile);
  afterOrders = await now();
  surveys = await importFile(second.manifest.quantitySurveysFile);
  inWeekTwo = await contents(db.owner, organization.id);
});

// Each step builds on the one before it.
describe("two weeks of imports, undone step by step", () => {
  it("moved everything that an undo has to bring back", () => {
    expect(orders.new_count).toBeGreaterThan(0);
    expect(orders.changed_order_values).toBeGreaterThan(0);
    expect(surveys.new_count).toBeGreaterThan(0);
    expect(surveys.changed_count).toBeGreaterThan(0);
    expect(surveys.withdrawn_count).toBeGreaterThan(0);
    expect(surveys.alerts_opened).toBeGreaterThan(0);
  });

  it("can't start with an import on which a later one builds: the refusal names that one", async () => {
    const refusal = await refusalOf(
      db,
      organization.admin,
      (sql) =>
        sql`select public.request_undo(j.id, o.data_version) from public.import_jobs j join public.organizations o on o.id = j.organization_id where j.id = ${orders.id}`,
    );
    expect(refusal.code).toBe("AE409");
    expect(refusal.message).toMatch(
      /import of quantity surveys from “quantity-surveys.xlsx”, applied on .* Undo that one first\./,
    );
    expect((await previewUndo(db, organization, orders.id)).refusal).toEqual({
      sentence: refusal.message,
      import_id: surveys.id,
      file_name: "quantity-surveys.xlsx",
    });
  });

  it("is foreseen to the cent, and changes nothing before it is asked for", async () => {
    const before = await now();
    const preview = await previewUndo(db, organization, surveys.id);
    expect(await now()).toEqual(before);
    expect(preview).toMatchObject({
      removed: surveys.new_count,
      restored: surveys.changed_count! + surveys.withdrawn_count!,
      money_before: surveys.money_after,
      money_after: surveys.money_before,
      alerts_removed: surveys.alerts_opened,
      refusal: null,
    });
    const foreseen = Object.fromEntries(
      preview.orders.map(({ purchase_order_no, spent_after, level_after }) => [
        purchase_order_no,
        [spent_after, level_after],
      ]),
    );
    const stood = afterOrders["purchase_orders"]!.map((row) => JSON.parse(row) as Record<string, string>);
    expect(preview.orders.length).toBeGreaterThan(20);
    for (const [no, figures] of Object.entries(foreseen)) {
      const was = stood.find(({ purchase_order_no }) => purchase_order_no === no)!;
      expect([Number(figures[0]), figures[1]]).toEqual([Number(was["total_spent"]), was["level"]]);
    }
  });

  it("takes the surveys back: every column of every row is what it was", async () => {
    const row = await undo(db, imports, organization, surveys.id);
    expect(row).toMatchObject({
      status: "undone",
      phase: "done",
      failure_reason: null,
      undo_requested_by: organization.admin.userId,
    });
    expect(row.undone_at).not.toBeNull();
    expect(await now()).toEqual(afterOrders);
  });

  it("then takes the orders back", async () => {
    const preview = await previewUndo(db, organization, orders.id);
    expect(preview).toMatchObject({
      removed: orders.new_count,
      restored: orders.changed_count,
      money_before: orders.money_after,
      money_after: orders.money_before,
    });
    expect((await undo(db, imports, organization, orders.id)).status).toBe("undone");
    expect(await now()).toEqual(afterWeekOne);
  });

  it("does not take an import back twice", async () => {
    const refusal = await refusalOf(
      db,
      organization.admin,
      (sql) =>
        sql`select public.request_undo(j.id, o.data_version) from public.import_jobs j join public.organizations o on o.id = j.organization_id where j.id = ${orders.id}`,
    );
    expect(refusal.message).toBe("This import is undone already.");
  });

  it("says in the audit log who undid what", async () => {
    const entries = (await auditOf(db.owner, organization.id)).filter(({ action }) =>
      action.startsWith("import.undo"),
    );
    expect(entries.map(({ action }) => action)).toEqual([
      "import.undo_requested",
      "import.undone",
      "import.undo_requested",
      "import.undone",
    ]);
    for (const { acted_by } of entries) expect(acted_by).toBe(organization.admin.userId);
    expect(entries[1]).toMatchObject({
      entity_id: surveys.id,
      before: { money: surveys.money_after },
      after: { money: surveys.money_before, removed: surveys.new_count },
    });
  });

  it("lets the same files be imported anew, with the same result as the first time", async () => {
    const again = await importFile(second.manifest.purchaseOrdersFile);
    const surveysAgain = await importFile(second.manifest.quantitySurveysFile);
    expect(await contents(db.owner, organization.id)).toEqual(inWeekTwo);
    expect(again.new_count).toBe(orders.new_count);
    expect(surveysAgain.money_after).toBe(surveys.money_after);
    expect((await undo(db, imports, organization, surveysAgain.id)).status).toBe("undone");
    expect((await undo(db, imports, organization, again.id)).status).toBe("undone");
    expect(await now()).toEqual(afterWeekOne);
  });

  it("takes the first week back, too: surveys that its orders had claimed are orphans again", async () => {
    const [orderImport] = await db.owner<{ id: string }[]>`
      select id from public.import_jobs where organization_id = ${organization.id} and type = 'purchase_orders' and status = 'succeeded'`;
    const [surveyImport] = await db.owner<{ id: string }[]>`
      select id from public.import_jobs where organization_id = ${organization.id} and type = 'quantity_surveys' and status = 'succeeded'`;
    const { refusal } = await previewUndo(db, organization, surveyImport!.id);
    expect(refusal).toMatchObject({ import_id: orderImport!.id });

    expect((await previewUndo(db, organization, orderImport!.id)).unlinked).toBeGreaterThan(7_000);
    expect((await undo(db, imports, organization, orderImport!.id)).status).toBe("undone");
    const [left] = await db.owner`
      select count(*)::integer as orphans, count(*) filter (where purchase_order_id is not null)::integer as linked
      from public.quantity_surveys where organization_id = ${organization.id}`;
    expect(left).toEqual({ orphans: afterWeekOne["quantity_surveys"]!.length, linked: 0 });

    expect((await undo(db, imports, organization, surveyImport!.id)).status).toBe("undone");
    expect(await now()).toEqual(atStart);
  });
});
