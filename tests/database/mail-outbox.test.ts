import { beforeEach, describe, expect, it } from "vitest";
import { queueAlertMail, queueImportFailedMail } from "../../src/features/alerts/jobs";
import type { AlertStep } from "../../src/features/alerts/jobs";
import { useDatabase } from "./support/database";
import { addMember, createTeam } from "./support/people";
import type { Team } from "./support/people";
import { createImport, createPurchaseOrder } from "./support/records";

const database = useDatabase();
let team: Team;
let importJobId: string;
beforeEach(async () => {
  team = await createTeam(database.owner, "acme");
  importJobId = await createImport(database.owner, team.id);
});

const order = (columns: Record<string, string>) =>
  createPurchaseOrder(database.owner, team.id, importJobId, columns);

/** Evaluates the alerts and queues their mail, as the apply of an import does. */
const applied = () =>
  database.owner.begin(async (sql) => {
    const moved = await sql<AlertStep[]>`
      select alert_id as "alertId", step, level from private.evaluate_alerts(${team.id}, ${importJobId})`;
    return queueAlertMail(sql, { organizationId: team.id, importJobId, moved });
  });

const outbox = () => database.owner`
  select recipient, kind, status, payload from public.email_outbox where organization_id = ${team.id} order by recipient`;

describe("the mail about alerts of an import", () => {
  it("goes once to each active member who wants it, with the figures of the commit", async () => {
    const optedOut = await addMember(database.owner, team.id, "quiet");
    await database.owner`update public.organization_members set alert_emails = false where user_id = ${optedOut.userId}`;
    const { no } = await order({
      order_value: "9007199254740993.07",
      total_spent: "9007199254740993.08",
      level: "over_budget",
      order_short_text: "Pipe repair",
      vendor_short_term: "Nordwerk",
    });

    expect(await applied()).toBe(2);

    const mails = await outbox();
    expect(mails.map(({ recipient }) => recipient)).toEqual([team.admin.email, team.member.email].toSorted());
    expect(mails[0]).toMatchObject({
      kind: "import_alerts",
      status: "pending",
      payload: {
        organization: { name: "acme", currency: "USD", locale: "en-US" },
        importJobId,
        fileName: "export.xlsx",
        counts: { fully_used: 0, over_budget: 1, critical: 0, warning: 0 },
        alerts: [
          {
            purchaseOrderNo: no,
            shortText: "Pipe repair",
            vendor: "Nordwerk",
            level: "over_budget",
            levelBefore: null,
            orderValue: "9007199254740993.07",
            totalSpent: "9007199254740993.08",
            utilizationPercent: "100.00",
          },
        ],
      },
    });
    const events =
      await database.owner`select event from public.email_events where organization_id = ${team.id}`;
    expect(events.map(({ event }) => event)).toEqual(["queued", "queued"]);
  });

  it("names to each only what lies at or above the level that they want mail from", async () => {
    const critical = await addMember(database.owner, team.id, "critical");
    const worst = await addMember(database.owner, team.id, "worst");
    for (const [person, from] of [
      [critical, "critical"],
      [worst, "over_budget"],
    ] as const)
      await database.owner`update public.organization_members set alert_mail_from = ${from} where user_id = ${person.userId}`;
    await database.owner`update public.user_profiles set locale = 'de-DE' where user_id = ${critical.userId}`;
    await order({ total_spent: "80.00", level: "warning" });
    const { no } = await order({ total_spent: "95.00", level: "critical" });

    expect(await applied()).toBe(3);

    const mails = new Map((await outbox()).map(({ recipient, payload }) => [recipient as string, payload]));
    expect(mails.get(worst.email)).toBeUndefined();
    expect(mails.get(team.member.email)).toMatchObject({
      counts: { fully_used: 0, over_budget: 0, critical: 1, warning: 1 },
      organization: { locale: "en-US" },
    });
    expect(mails.get(critical.email)).toMatchObject({
      counts: { fully_used: 0, over_budget: 0, critical: 1, warning: 0 },
      alerts: [{ purchaseOrderNo: no }],
      organization: { locale: "de-DE" },
    });
  });

  it("is queued once, however often the same import queues it", async () => {
    await order({ total_spent: "95.00", level: "critical" });
    expect(await applied()).toBe(2);
    const alerts = await database.owner<
      { id: string }[]
    >`select id from public.alerts where organization_id = ${team.id}`;
    const again = await database.owner.begin((sql) =>
      queueAlertMail(sql, {
        organizationId: team.id,
        importJobId,
        moved: alerts.map(({ id }) => ({ alertId: id, step: "opened", level: "critical" })),
      }),
    );
    expect(again).toBe(0);
    expect(await outbox()).toHaveLength(2);
  });

  it("tells of an escalation with the level before, and of nothing that stayed, fell or resolved", async () => {
    const rising = await order({ total_spent: "80.00", level: "warning" });
    const falling = await order({ total_spent: "95.00", level: "critical" });
    await order({ total_spent: "80.00", level: "warning" });
    await applied();
    await database.owner`update public.purchase_orders set total_spent = 120, level = 'over_budget' where id = ${rising.id}`;
    await database.owner`update public.purchase_orders set total_spent = 0, level = 'on_track' where id = ${falling.id}`;
    importJobId = await createImport(database.owner, team.id);
    await database.owner`delete from public.email_outbox where organization_id = ${team.id}`;

    expect(await applied()).toBe(2);

    const [mail] = await outbox();
    expect(mail?.payload.alerts).toEqual([
      expect.objectContaining({ purchaseOrderNo: rising.no, level: "over_budget", levelBefore: "warning" }),
    ]);
  });

  it("is not written when nothing rose", async () => {
    await order({ total_spent: "10.00" });
    expect(await applied()).toBe(0);
    expect(await outbox()).toHaveLength(0);
  });

  it("lists the fifty worst and counts all of them", async () => {
    for (let n = 0; n < 60; n++)
      await order({
        total_spent: n === 59 ? "120.00" : "80.00",
        level: n === 59 ? "over_budget" : "warning",
      });
    await applied();
    const [mail] = await outbox();
    expect(mail?.payload.counts).toEqual({ over_budget: 1, fully_used: 0, critical: 0, warning: 59 });
    expect(mail?.payload.alerts).toHaveLength(50);
    expect(mail?.payload.alerts[0].level).toBe("over_budget");
  });

  it("goes when the import goes: a transaction that is undone leaves no mail", async () => {
    await order({ total_spent: "95.00", level: "critical" });
    const undone = database.owner.begin(async (sql) => {
      const moved = await sql<AlertStep[]>`
        select alert_id as "alertId", step, level from private.evaluate_alerts(${team.id}, ${importJobId})`;
      expect(await queueAlertMail(sql, { organizationId: team.id, importJobId, moved })).toBe(2);
      throw new Error("the worker was killed");
    });
    await expect(undone).rejects.toThrow("the worker was killed");
    expect(await outbox()).toHaveLength(0);
  });

  it("never shows one organization the alerts of another", async () => {
    const other = await createTeam(database.owner, "other");
    const { id } = await order({ total_spent: "95.00", level: "critical" });
    const [alert] = await database.owner<{ id: string }[]>`
      insert into public.alerts (organization_id, purchase_order_id, purchase_order_no, level)
      values (${team.id}, ${id}, 'x', 'critical') returning id`;
    const otherImport = await createImport(database.owner, other.id);
    const moved = [{ alertId: alert!.id, step: "opened", level: "critical" }];
    const queued = await database.owner.begin((sql) =>
      queueAlertMail(sql, { organizationId: other.id, importJobId: otherImport, moved }),
    );
    expect(queued).toBe(0);
  });
});

describe("the mail about a failed import", () => {
  const failed = (to?: string) =>
    queueImportFailedMail(database.owner, {
      organizationId: team.id,
      importJobId,
      reason: "No header row.",
      to,
    });

  it("goes to the operator where there is one", async () => {
    expect(await failed("ops@example.com")).toBe(1);
    expect(await failed("ops@example.com")).toBe(0);
    expect(await outbox()).toMatchObject([
      {
        kind: "import_failed",
        recipient: "ops@example.com",
        payload: { organizationName: "acme", importJobId, fileName: "export.xlsx", reason: "No header row." },
      },
    ]);
  });

  it("goes to no admin who does not want it", async () => {
    const other = await addMember(database.owner, team.id, "other", { role: "admin" });
    await database.owner`update public.organization_members set import_failed_emails = false where user_id = ${other.userId}`;
    expect(await failed()).toBe(1);
    expect(await outbox()).toMatchObject([{ recipient: team.admin.email }]);
  });

  it("goes to the active admins otherwise", async () => {
    expect(await failed()).toBe(1);
    expect(await outbox()).toMatchObject([{ recipient: team.admin.email }]);
  });
});
