import { join } from "node:path";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { keepOutdatedFigures } from "../../src/features/dashboard/jobs";
import { dashboardSummarySchema } from "../../src/features/dashboard/schema";
import { decimalToCents } from "../../src/libs/money";
import { type ReadExport, writeAndRead } from "../../stack/samples/reread";
import { type Transaction, useDatabase } from "./support/database";
import { useImports } from "./support/imports";
import { order, orderFile } from "./support/workbooks";
import { createTeam, type Person, type Team } from "./support/people";

const db = useDatabase();
const imports = useImports(db);

let sample: ReadExport;
let team: Team;
beforeAll(async () => {
  sample = await writeAndRead(join(imports.folder, "week-1"), {
    seed: 5,
    purchaseOrders: 120,
    quantitySurveys: 900,
  });
  team = await createTeam(db.owner, "kept");
  await imports.import(team, { content: sample.manifest.purchaseOrdersFile });
  await imports.import(team, { content: sample.manifest.quantitySurveysFile });
});

const outdated = async () =>
  (await db.owner<{ id: string }[]>`select private.outdated_figures() as id`).map(({ id }) => id);
/** What the worker does after each import, and once a minute. */
const keep = () => keepOutdatedFigures(db.owner);
const forget = () => db.owner`delete from public.organization_figures`;

type Overview = {
  totals: { line_count: number; authorised: string; spent: string; remaining: string };
  options: unknown[];
};

/** The dashboard and the filters of the order list, as somebody sees them. */
const seenBy = (person: Person, organizationId = team.id) =>
  db.as(person, async (sql: Transaction) => {
    const [{ summary } = { summary: null }] = await sql<{ summary: unknown }[]>`
      select public.dashboard_summary(${organizationId}) as summary`;
    const [{ overview } = { overview: null }] = await sql<{ overview: Overview }[]>`
      select public.purchase_order_overview(${organizationId}) as overview`;
    return { summary, totals: overview!.totals, filters: overview!.options };
  });

/** Marks what is kept, so that one can see whether it is what is shown. */
const mark = () =>
  db.owner`update public.organization_figures set orders = jsonb_set(orders, '{count}', '4711'), order_filters = '[]'`;
const isMarked = async () => {
  const { summary, filters, totals } = await seenBy(team.member);
  const { count } = dashboardSummarySchema.parse(summary).orders;
  expect(filters.length === 0).toBe(count === 4711);
  expect(totals.line_count).toBe(count);
  return count === 4711;
};

describe("figures that are kept until an organization's data changes", () => {
  beforeEach(forget);

  it("are the same as those that are reckoned", async () => {
    const reckoned = await seenBy(team.member);
    const { orders, orphans, worst_orders, recent_surveys } = dashboardSummarySchema.parse(reckoned.summary);
    const { manifest } = sample;
    expect(orders).toMatchObject({
      count: manifest.purchaseOrders,
      spent: manifest.totalSpent,
    });
    const sum = decimalToCents(orders.authorised) + decimalToCents(orders.canceled_value);
    expect(sum).toBe(decimalToCents(manifest.orderValue));
    expect(orphans).toEqual({ count: manifest.orphans, total: manifest.orphanTotal });
    expect([worst_orders.length, recent_surveys.length]).toEqual([10, 10]);
    expect(await outdated()).toEqual([team.id]);
    await keep();
    expect(await seenBy(team.member)).toEqual(reckoned);
    // What is kept already is not reckoned again.
    expect(await outdated()).toEqual([]);
  });

  it("are what is shown", async () => {
    await keep();
    await mark();
    expect(await isMarked()).toBe(true);
  });

  it("are not shown any more once a threshold has changed", async () => {
    await keep();
    await mark();
    await db.as(team.admin, (sql) => sql`select public.update_alert_settings(${team.id}, 10, 20, 30)`);
    expect(await isMarked()).toBe(false);
    const before = await seenBy(team.member);
    expect(await outdated()).toEqual([team.id]);
    await keep();
    expect(await seenBy(team.member)).toEqual(before);
    await db.as(team.admin, (sql) => sql`select public.update_alert_settings(${team.id}, 75, 90, 100)`);
    expect(await seenBy(team.member)).not.toEqual(before);
  });

  it("are not shown any more once an import was applied, or taken back", async () => {
    await keep();
    await mark();
    const brought = await imports.import(team, {
      content: orderFile([order("6599999999.00001", 123_456)]),
    });
    expect(await isMarked()).toBe(false);
    await keep();
    await mark();
    await db.as(
      team.admin,
      (sql) =>
        sql`select public.request_undo(j.id, o.data_version) from public.import_jobs j join public.organizations o on o.id = j.organization_id where j.id = ${brought.id}`,
    );
    await imports.work(team, brought.id);
    expect(await isMarked()).toBe(false);
  });

  it("are reckoned anew on another day", async () => {
    await keep();
    await mark();
    await db.owner`update public.organization_figures set day = day - 1`;
    const { summary } = await seenBy(team.member);
    expect(dashboardSummarySchema.parse(summary).orders.count).toBe(sample.manifest.purchaseOrders);
    expect(await outdated()).toEqual([team.id]);
  });

  it("are not shown any more once a migration changes a function that made them", async () => {
    await keep();
    await mark();
    const [made] = await db.owner<{ definition: string }[]>`
      select pg_get_functiondef('private.dashboard_orphans(uuid)'::regprocedure) as definition`;
    await db.owner.unsafe(made!.definition.replace("select", "-- Another formula.\n  select"));
    expect(await isMarked()).toBe(false);
    expect(await outdated()).toEqual([team.id]);
    await db.owner.unsafe(made!.definition);
    expect(await isMarked()).toBe(true);
  });

  it("are kept for the others when one organization's can't be reckoned", async () => {
    const broken = await createTeam(db.owner, "broken");
    await db.owner`update public.organizations set data_version = 1 where id = ${broken.id}`;
    await db.owner.unsafe(`
      create function private.refuse_broken() returns trigger language plpgsql as $$ begin raise exception 'refused'; end $$;
      create trigger refuse_broken before insert on public.organization_figures for each row
        when (new.organization_id = '${broken.id}') execute function private.refuse_broken()`);
    await keep();
    expect(await outdated()).toEqual([broken.id]);
    await db.owner.unsafe("drop function private.refuse_broken() cascade");
    await db.owner`update public.organizations set data_version = 0 where id = ${broken.id}`;
  });

  it("are kept for organizations with data only, and shown to nobody else", async () => {
    const others = await createTeam(db.owner, "empty");
    await keep();
    const rows = await db.owner`select organization_id as id from public.organization_figures`;
    expect([...rows]).toEqual([{ id: team.id }]);
    const nothing = {
      summary: null,
      filters: [],
      totals: { line_count: 0, authorised: "0.00", spent: "0.00", remaining: "0.00" },
    };
    expect(await seenBy(others.admin)).toEqual(nothing);
    expect(await seenBy(team.former)).toEqual(nothing);
  });
});
