import { beforeAll, describe, expect, it } from "vitest";
import { undone, useDatabase } from "./support/database";
import { createTeam, type Team } from "./support/people";
import { createImport, createPurchaseOrder, createQuantitySurvey } from "./support/records";

const db = useDatabase();
let team: Team;
let importId: string;

beforeAll(async () => {
  team = await createTeam(db.owner, "keyed");
  importId = await createImport(db.owner, team.id);
});

describe("the purchase order that a quantity survey names", () => {
  it("can't be deleted, nor get another key", async () => {
    const order = await createPurchaseOrder(db.owner, team.id, importId);
    await createQuantitySurvey(db.owner, team.id, importId, order);
    const remove = await undone(
      db.owner,
      (sql) => sql`delete from public.purchase_orders where id = ${order.id}`,
    );
    expect(remove).toEqual({ refusal: "23503" });
    const rename = await undone(
      db.owner,
      (sql) => sql`update public.purchase_orders set id = default where id = ${order.id}`,
    );
    expect(rename).toEqual({ refusal: "23503" });
  });

  it("exists: another one can't be written into it later", async () => {
    const order = await createPurchaseOrder(db.owner, team.id, importId);
    await createQuantitySurvey(db.owner, team.id, importId, order);
    const outcome = await undone(
      db.owner,
      (sql) =>
        sql`update public.quantity_surveys set purchase_order_id = purchase_order_id + 1000000 where purchase_order_id = ${order.id}`,
    );
    expect(outcome).toEqual({ refusal: "23503" });
  });

  it("outlives the transaction that writes the survey, whoever deletes it meanwhile", async () => {
    const order = await createPurchaseOrder(db.owner, team.id, importId);
    let removal: Promise<unknown> | undefined;
    await db.owner.begin(async (sql) => {
      await createQuantitySurvey(sql as never, team.id, importId, order);
      removal = db.owner`delete from public.purchase_orders where id = ${order.id}`.then(
        () => "deleted",
        (error: { code: string }) => error.code,
      );
      // The survey is committed only once the deletion waits for it.
      for (;;) {
        const [waiting] = await sql`
          select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and query like 'delete from public.purchase_orders%'`;
        if (waiting) break;
        await sql`select pg_stat_clear_snapshot(), pg_sleep(0.02)`;
      }
    });
    expect(await removal).toBe("23503");
  });

  it("and that is being deleted takes no survey any more", async () => {
    const order = await createPurchaseOrder(db.owner, team.id, importId);
    let survey: Promise<unknown> | undefined;
    await db.owner.begin(async (sql) => {
      await sql`delete from public.purchase_orders where id = ${order.id}`;
      survey = createQuantitySurvey(db.owner, team.id, importId, order).then(
        () => "written",
        (error: { code: string }) => error.code,
      );
      for (;;) {
        const [waiting] = await sql`
          select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and query ilike '%insert into public.quantity_surveys%'`;
        if (waiting) break;
        await sql`select pg_stat_clear_snapshot(), pg_sleep(0.02)`;
      }
    });
    expect(await survey).toBe("23503");
  });
});
