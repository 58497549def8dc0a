import { beforeAll, describe, expect, it } from "vitest";
import { type Transaction, undone, useDatabase } from "./support/database";
import { addMember, createTeam, type Team } from "./support/people";
import { createAlert, createImport, createPurchaseOrder, createQuantitySurvey } from "./support/records";

const db = useDatabase();
let ours: Team;
let theirs: Team;
let ourImport: string;
let theirImport: string;
let theirOrder: { id: string; no: string };

beforeAll(async () => {
  ours = await createTeam(db.owner, "ours");
  theirs = await createTeam(db.owner, "theirs");
  ourImport = await createImport(db.owner, ours.id);
  theirImport = await createImport(db.owner, theirs.id);
  theirOrder = await createPurchaseOrder(db.owner, theirs.id, theirImport);
});

describe("a row can't point into another organization, even when our own jobs err", () => {
  it("from a quantity survey to a purchase order or an import", async () => {
    await expect(createQuantitySurvey(db.owner, ours.id, ourImport, theirOrder)).rejects.toMatchObject({
      code: "23503",
    });
    const ourOrder = await createPurchaseOrder(db.owner, ours.id, ourImport);
    await expect(createQuantitySurvey(db.owner, ours.id, theirImport, ourOrder)).rejects.toMatchObject({
      code: "23503",
    });
    await expect(createQuantitySurvey(db.owner, ours.id, ourImport, ourOrder)).resolves.toBeTruthy();
  });

  it("from an alert to a purchase order, nor from a purchase order to an import", async () => {
    await expect(createAlert(db.owner, ours.id, { purchase_order_id: theirOrder.id })).rejects.toMatchObject({
      code: "23503",
    });
    await expect(createPurchaseOrder(db.owner, ours.id, theirImport)).rejects.toMatchObject({
      code: "23503",
    });
  });

  it("by changing its organization", async () => {
    const outcome = await undone(
      db.owner,
      (sql) =>
        sql`update public.purchase_orders set organization_id = ${ours.id} where id = ${theirOrder.id}`,
    );
    expect(outcome).toEqual({ refusal: "23503" });
  });
});

it("the same purchase order number may exist once in each organization", async () => {
  await createPurchaseOrder(db.owner, ours.id, ourImport, { purchase_order_no: theirOrder.no });
  await expect(
    createPurchaseOrder(db.owner, ours.id, ourImport, { purchase_order_no: theirOrder.no }),
  ).rejects.toMatchObject({ code: "23505" });
});

describe("somebody in two organizations", () => {
  it("sees both, and acts as admin only where they are one", async () => {
    const both = await addMember(db.owner, ours.id, "both", { role: "admin" });
    await db.owner`insert into public.organization_members (organization_id, user_id) values (${theirs.id}, ${both.userId})`;
    const seen = await db.as(both, (sql) => sql<{ id: string }[]>`select id from public.organizations`);
    expect(new Set(seen.map(({ id }) => id))).toEqual(new Set([ours.id, theirs.id]));
    const change = (id: string) => (sql: Transaction) =>
      sql`select public.update_organization(${id}, 'New', 'EUR', 'en-IE', 'UTC')`;
    expect(await db.attempt(both, change(ours.id))).toEqual({ rows: 1 });
    expect(await db.attempt(both, change(theirs.id))).toEqual({ refusal: "AE403" });
    const audit = await db.as(
      both,
      (sql) => sql<{ id: string }[]>`select distinct organization_id as id from public.audit_logs`,
    );
    expect(audit.map(({ id }) => id)).toEqual([ours.id]);
  });

  it("loses one at once when they are deactivated there", async () => {
    const person = await addMember(db.owner, ours.id, "leaving");
    await db.owner`insert into public.organization_members (organization_id, user_id) values (${theirs.id}, ${person.userId})`;
    await db.owner`update public.organization_members set status = 'deactivated'
      where organization_id = ${theirs.id} and user_id = ${person.userId}`;
    const seen = await db.as(
      person,
      (sql) => sql<{ id: string }[]>`select distinct organization_id as id from public.purchase_orders`,
    );
    expect(seen.map(({ id }) => id)).toEqual([ours.id]);
  });
});
