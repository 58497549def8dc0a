import { randomUUID } from "node:crypto";
import { beforeEach, describe, expect, it } from "vitest";
import { useDatabase } from "./support/database";
import { anonymous, createTeam, createUser, type Team } from "./support/people";
import { createAlert, createImport, createPurchaseOrder } from "./support/records";
import { auditOf, refusalOf } from "./support/refusals";

const db = useDatabase();
let team: Team;
let others: Team;
beforeEach(async () => {
  team = await createTeam(db.owner, "team");
  others = await createTeam(db.owner, "others");
});

const onlyAdmins = { code: "AE403", message: "Only an admin of the organization may do this." };

describe("making an organization", () => {
  it("stops at twenty for one person, also when they ask for many at once", async () => {
    const person = await createUser(db.owner, "hoarder");
    const make = () => db.as(person, (sql) => sql`select public.create_organization('One more')`);
    for (let n = 0; n < 18; n++) await make();
    const outcomes = await Promise.allSettled(Array.from({ length: 6 }, make));
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(2);
    const [made] = await db.owner`
      select count(*)::integer as count from public.organization_members where user_id = ${person.userId}`;
    expect(made).toEqual({ count: 20 });
  });

  it("gives it its first admin, plan, thresholds and audit entry", async () => {
    const person = await createUser(db.owner, "founder");
    const [made] = await db.as(
      person,
      (sql) => sql<{ id: string }[]>`select public.create_organization(' Example Contractors ') as id`,
    );
    const id = made!.id;
    const [organization] = await db.as(
      person,
      (sql) => sql`select name, slug, currency from public.organizations where id = ${id}`,
    );
    expect(organization).toEqual({
      name: "Example Contractors",
      slug: "example-contractors",
      currency: "USD",
    });
    const [member] = await db.as(
      person,
      (sql) => sql`select role, status from public.organization_members where organization_id = ${id}`,
    );
    expect(member).toEqual({ role: "admin", status: "active" });
    const [plan] = await db.as(
      person,
      (sql) => sql`select plan, status from public.subscriptions where organization_id = ${id}`,
    );
    expect(plan).toEqual({ plan: "essential", status: "manual" });
    const [settings] = await db.as(
      person,
      (sql) => sql`select warning_percent from public.alert_settings where organization_id = ${id}`,
    );
    expect(Number(settings?.warning_percent)).toBe(75);
    expect(await auditOf(db.owner, id)).toMatchObject([
      { action: "organization.created", acted_by: person.userId },
    ]);
  });

  it("gives each a short name of its own", async () => {
    const person = await createUser(db.owner, "founder");
    const slugs = [];
    for (const name of ["Same Name", "Same  name!", "***"]) {
      const [row] = await db.as(
        person,
        (sql) => sql<{ id: string }[]>`select public.create_organization(${name}) as id`,
      );
      const [found] = await db.owner<
        { slug: string }[]
      >`select slug from public.organizations where id = ${row!.id}`;
      slugs.push(found!.slug);
    }
    expect(slugs).toEqual(["same-name", "same-name-2", "organization"]);
  });

  it("is not for people who are not signed in, or whose account is gone", async () => {
    const call = (sql: Parameters<Parameters<typeof db.as>[1]>[0]) =>
      sql`select public.create_organization('X')`;
    expect((await refusalOf(db, anonymous, call)).code).toBe("42501");
    expect((await refusalOf(db, { role: "authenticated", userId: randomUUID() }, call)).code).toBe("AE403");
  });

  it("ends at twenty for one account", async () => {
    const person = await createUser(db.owner, "founder");
    for (let n = 0; n < 20; n++) await db.as(person, (sql) => sql`select public.create_organization('Many')`);
    expect((await refusalOf(db, person, (sql) => sql`select public.create_organization('Many')`)).code).toBe(
      "AE429",
    );
  });
});

describe("changing an organization", () => {
  const change =
    (id: string, zone = "Europe/Berlin") =>
    (sql: Parameters<Parameters<typeof db.as>[1]>[0]) =>
      sql`select public.update_organization(${id}, ' New name ', 'EUR', 'de-DE', ${zone})`;

  it("is for an admin, and recorded with what was before", async () => {
    await db.as(team.admin, change(team.id));
    const [row] =
      await db.owner`select name, currency, locale, time_zone from public.organizations where id = ${team.id}`;
    expect(row).toEqual({ name: "New name", currency: "EUR", locale: "de-DE", time_zone: "Europe/Berlin" });
    expect((await auditOf(db.owner, team.id)).at(-1)).toMatchObject({
      action: "organization.changed",
      acted_by: team.admin.userId,
      before: { name: "team", currency: "USD" },
      after: { name: "New name", currency: "EUR" },
    });
  });

  it("is for nobody else", async () => {
    for (const caller of [team.member, team.former, others.admin])
      expect(await refusalOf(db, caller, change(team.id))).toEqual(onlyAdmins);
    expect(await refusalOf(db, others.admin, change(randomUUID()))).toEqual(onlyAdmins);
    expect((await refusalOf(db, anonymous, change(team.id))).code).toBe("42501");
  });

  it("refuses a time zone that there isn't", async () => {
    expect((await refusalOf(db, team.admin, change(team.id, "Mars/Olympus"))).code).toBe("AE422");
  });
});

describe("changing the thresholds", () => {
  const thresholds =
    (id: string, ...percents: number[]) =>
    (sql: Parameters<Parameters<typeof db.as>[1]>[0]) =>
      sql`select public.update_alert_settings(${id}, ${percents[0] ?? 50}, ${percents[1] ?? 60}, ${percents[2] ?? 70})`;

  it("moves levels and alerts in the same breath, and is recorded", async () => {
    const importId = await createImport(db.owner, team.id);
    const quiet = await createPurchaseOrder(db.owner, team.id, importId, { total_spent: "65.00" });
    const closed = await createPurchaseOrder(db.owner, team.id, importId, {
      total_spent: "95.00",
      level: "critical",
      status: "Completed",
    });
    const alertId = await createAlert(db.owner, team.id);
    await db.as(team.admin, thresholds(team.id));
    const levels =
      await db.owner`select id, level from public.purchase_orders where organization_id = ${team.id} order by id`;
    expect(levels.map(({ level }) => level)).toEqual(["critical", "over_budget", "over_budget"]);
    const alerts =
      await db.owner`select purchase_order_id, level, status from public.alerts where organization_id = ${team.id} order by level`;
    expect([...alerts]).toMatchObject([
      { purchase_order_id: quiet.id, level: "critical", status: "open" },
      { level: "over_budget", status: "open" },
    ]);
    expect(alerts.some((alert) => alert["purchase_order_id"] === closed.id)).toBe(false);
    expect((await auditOf(db.owner, team.id)).at(-1)).toMatchObject({
      action: "thresholds.changed",
      before: { warning: 75, critical: 90, over_budget: 100 },
      after: { warning: 50, critical: 60, over_budget: 70 },
    });

    await db.as(team.admin, thresholds(team.id, 97, 98, 99));
    const [after] = await db.owner`select status, resolved_by from public.alerts where id = ${alertId}`;
    expect(after).toEqual({ status: "resolved", resolved_by: null });
  });

  it("leaves other organizations alone", async () => {
    const importId = await createImport(db.owner, others.id);
    const order = await createPurchaseOrder(db.owner, others.id, importId, { total_spent: "65.00" });
    await db.as(team.admin, thresholds(team.id));
    const [row] = await db.owner`select level from public.purchase_orders where id = ${order.id}`;
    expect(row).toEqual({ level: "on_track" });
  });

  it("is for nobody but an admin", async () => {
    for (const caller of [team.member, team.former, others.admin])
      expect(await refusalOf(db, caller, thresholds(team.id))).toEqual(onlyAdmins);
    expect((await refusalOf(db, anonymous, thresholds(team.id))).code).toBe("42501");
  });

  it.each([
    [0, 60, 70],
    [60, 60, 70],
    [60, 80, 70],
  ])("refuses %d, %d, %d, which do not rise", async (...percents) => {
    expect((await refusalOf(db, team.admin, thresholds(team.id, ...percents))).code).toBe("23514");
  });
});
