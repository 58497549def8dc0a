import { beforeAll, expect, it } from "vitest";
import { dashboardSummarySchema } from "../../src/features/dashboard/schema";
import { type Transaction, useDatabase } from "./support/database";
import { useImports } from "./support/imports";
import { createTeam, type Team } from "./support/people";
import { order, orderFile, survey, surveyFile } from "./support/workbooks";

const db = useDatabase();
const imports = useImports(db);

let team: Team;
beforeAll(async () => {
  team = await createTeam(db.owner, "figures");
  await imports.import(team, {
    content: orderFile([
      order("6500000001.00001", 1000),
      order("6500000002.00001", 500, { Status: "Completed" }),
      order("6500000003.00001", 250, { Status: "SAP canceled" }),
      order("6500000004.00001", 125, { Status: "Rejected" }),
      order("6500000005.00001", 10),
    ]),
  });
  await imports.import(team, {
    content: surveyFile([survey("6500000001.00001", "1", 1100), survey("6500000005.00001", "2", 50)]),
  });
});

const dashboard = () =>
  db.as(team.member, async (sql: Transaction) => {
    const [row] = await sql<{ summary: unknown }[]>`select public.dashboard_summary(${team.id}) as summary`;
    return dashboardSummarySchema.parse(row!.summary);
  });

const totals = (filters: object) =>
  db.as(team.member, async (sql: Transaction) => {
    const [row] =
      await sql`select * from public.purchase_order_totals(${team.id}, ${sql.json(filters as never)})`;
    return row;
  });

it("counts as authorized what is open or completed, and leaves out what was canceled or rejected", async () => {
  const { orders } = await dashboard();
  expect(orders).toMatchObject({
    authorised: "1510.00",
    canceled: 2,
    canceled_value: "375.00",
    spent: "1150.00",
  });
  expect(await totals({})).toMatchObject({ authorised: "1510.00", spent: "1150.00", remaining: "360.00" });
  expect(await totals({ lifecycle: "canceled" })).toMatchObject({ authorised: "0.00", remaining: "0.00" });
});

it("ranks by level, and within it by money over: by money, not by percent", async () => {
  const { attention, worst_orders } = await dashboard();
  // 110 % and 100 over, before 500 % and 40 over.
  expect(worst_orders.map(({ purchase_order_no }) => purchase_order_no)).toEqual([
    "6500000001.00001",
    "6500000005.00001",
  ]);
  expect(attention).toMatchObject({ over_budget: 2, critical: 0, warning: 0 });
  expect(attention.worst.map(({ overrun }) => overrun)).toEqual(["100.00", "40.00"]);
});

it("knows no change since last week before there was one, and then the one that imports made", async () => {
  expect((await dashboard()).week_ago).toBeNull();
  await db.owner`update public.import_jobs set finished_at = finished_at - interval '8 days' where organization_id = ${team.id}`;
  await db.owner`update public.purchase_orders set created_at = created_at - interval '8 days' where organization_id = ${team.id}`;
  await imports.import(team, {
    // Created long ago, as the portal says, and known only now.
    content: surveyFile([survey("6500000001.00001", "3", 169, { CREATED: { date: "2025-03-01" } })]),
  });
  await imports.import(team, {
    content: orderFile([
      order("6500000001.00001", 1500),
      order("6500000002.00001", 500, { Status: "SAP canceled" }),
    ]),
  });
  const { week_ago, orders } = await dashboard();
  expect(week_ago).toMatchObject({ spent_change: "169.00", authorised_change: "0.00" });
  expect(orders).toMatchObject({ authorised: "1510.00", spent: "1319.00" });
});

it("says that something waits while an import does, or has failed", async () => {
  const nothing = { to_answer: 0, to_confirm: 0, failed: 0, only: null };
  expect((await dashboard()).attention.imports).toEqual(nothing);
  const [job] = await db.owner<{ id: string }[]>`
    update public.import_jobs set status = 'awaiting_confirmation'
    where id = (select id from public.import_jobs where organization_id = ${team.id} limit 1) returning id`;
  expect((await dashboard()).attention.imports).toEqual({ ...nothing, to_confirm: 1, only: job!.id });
  await db.owner`update public.import_jobs set status = 'failed' where id = ${job!.id}`;
  expect((await dashboard()).attention.imports).toEqual({ ...nothing, failed: 1, only: job!.id });
  await db.owner`update public.import_jobs set status = 'canceled' where id = ${job!.id}`;
  expect((await dashboard()).attention.imports).toEqual(nothing);
});
