import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import {
  type ThresholdPreview,
  thresholdPreviewSchema,
} from "../../src/features/settings/lib/threshold-preview";
import { useDatabase } from "./support/database";
import { createTeam, type Team } from "./support/people";
import { createImport, createPurchaseOrder } from "./support/records";
import { auditOf } from "./support/refusals";

const db = useDatabase();
let team: Team;
let importId: string;
beforeAll(async () => {
  team = await createTeam(db.owner, "thresholds");
  importId = await createImport(db.owner, team.id);
  for (let percent = 40; percent <= 115; percent += 5) {
    for (const status of ["Processing", "Completed"])
      await createPurchaseOrder(db.owner, team.id, importId, { total_spent: `${percent}.00`, status });
  }
  await save([75, 90, 100]);
});

type Percents = [warning: number, critical: number, overBudget: number];
const preview = async ([warning, critical, over]: Percents): Promise<ThresholdPreview> => {
  const [answer] = await db.as(
    team.admin,
    (sql) =>
      sql`select public.preview_alert_settings(${team.id}, ${warning}, ${critical}, ${over}) as preview`,
  );
  return thresholdPreviewSchema.parse(answer!.preview);
};
async function save([warning, critical, over]: Percents, seen: string | null = null): Promise<unknown> {
  const [answer] = await db.as(
    team.admin,
    (sql) =>
      sql`select public.update_alert_settings(${team.id}, ${warning}, ${critical}, ${over}, ${seen}) as preview`,
  );
  return answer!.preview;
}
/** What happened after a step of any alert, by order. */
const stepsAfter = async (last: string) => {
  const steps = await db.owner<{ id: string; event: string; after: string | null }[]>`
    select a.purchase_order_id as id, e.event, e.level_after as after from public.alert_events e
    join public.alerts a on a.id = e.alert_id where e.organization_id = ${team.id} and e.id > ${last}`;
  return new Map(steps.map(({ id, event, after }) => [id, `${event} ${after}`]));
};
const lastStep = async () => {
  const [row] = await db.owner<{ id: string }[]>`select coalesce(max(id), 0) as id from public.alert_events`;
  return row!.id;
};
const events = {
  open: "opened",
  resolve: "resolved",
  escalate: "escalated",
  deescalate: "deescalated",
} as const;

describe("the preview of new thresholds", () => {
  it("names what then happens, order by order, whatever people did with the alerts", async () => {
    const percents = fc
      .uniqueArray(fc.integer({ min: 35, max: 120 }), { minLength: 3, maxLength: 3 })
      .map((three) => three.toSorted((a, b) => a - b) as Percents);
    await fc.assert(
      fc.asyncProperty(percents, fc.integer({ min: 0, max: 2 }), async (next, deed) => {
        const [some] = await db.owner<{ id: string }[]>`
          select id from public.alerts where organization_id = ${team.id} and status <> 'resolved' order by random() limit 1`;
        if (some && deed === 1)
          await db.as(team.admin, (sql) => sql`select public.resolve_alert(${some.id}, 'Settled.')`);
        if (some && deed === 2)
          await db.as(team.member, (sql) => sql`select public.acknowledge_alert(${some.id}, 'Asked.')`);
        const foreseen = await preview(next);
        const before = await lastStep();
        expect(await save(next, foreseen.seen)).toBeNull();
        const happened = await stepsAfter(before);
        expect(happened).toEqual(
          new Map(foreseen.orders.map(({ id, step, after }) => [id, `${events[step]} ${after}`])),
        );
        expect(happened.size).toBe(foreseen.opens + foreseen.closes + foreseen.rises + foreseen.falls);
      }),
      { numRuns: 30 },
    );
  });

  it("changes nothing, and mails nobody; saving mails nobody either", async () => {
    const before = await lastStep();
    const foreseen = await preview([36, 37, 38]);
    expect(foreseen.opens + foreseen.rises).toBeGreaterThan(0);
    expect(await lastStep()).toBe(before);
    await save([36, 37, 38], foreseen.seen);
    const mails = await db.owner`select 1 from public.email_outbox where organization_id = ${team.id}`;
    expect(mails).toHaveLength(0);
    await save([75, 90, 100]);
  });

  it("is saved with the counts in the audit log", async () => {
    const { closes, seen } = await preview([80, 90, 100]);
    expect(closes).toBe(1);
    await save([80, 90, 100], seen);
    expect((await auditOf(db.owner, team.id)).at(-1)).toMatchObject({
      action: "thresholds.changed",
      before: { warning: 75 },
      after: { warning: 80, alerts_resolved: 1, alerts_opened: 0, alerts_raised: 0, alerts_lowered: 0 },
    });
    await save([75, 90, 100]);
  });
});

describe("thresholds by a preview that no longer holds", () => {
  const stands = async () => {
    const [row] = await db.owner`
      select warning_percent::text as warning from public.alert_settings where organization_id = ${team.id}`;
    return row!.warning;
  };
  const happenings: [string, () => Promise<unknown>][] = [
    ["another admin has moved them", () => save([70, 90, 100])],
    [
      "an order has moved",
      () => createPurchaseOrder(db.owner, team.id, importId, { total_spent: "95.00", level: "critical" }),
    ],
    [
      "somebody has resolved an alert",
      async () => {
        const [alert] = await db.owner<{ id: string }[]>`
          select a.id from public.alerts a join public.purchase_orders p on p.id = a.purchase_order_id
          where a.organization_id = ${team.id} and a.status <> 'resolved' and p.total_spent = 85`;
        await db.as(team.admin, (sql) => sql`select public.resolve_alert(${alert!.id}, 'Settled.')`);
      },
    ],
  ];
  it.each(happenings)("are not saved when %s; the new preview is told", async (_what, happens) => {
    await save([75, 90, 100]);
    const foreseen = await preview([86, 90, 100]);
    await happens();
    const was = await stands();
    const told = thresholdPreviewSchema.parse(await save([86, 90, 100], foreseen.seen));
    expect(told.seen).not.toBe(foreseen.seen);
    expect(await stands()).toBe(was);
    expect(await save([86, 90, 100], told.seen)).toBeNull();
    expect(await stands()).toBe("86.00");
  });
});
