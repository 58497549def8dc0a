import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { type AlertLevel, type AlertState, type AlertStep, nextAlertStep } from "@/libs/alert-rule";
import { useDatabase } from "./support/database";
import { createTeam, type Team } from "./support/people";
import { createImport, createPurchaseOrder } from "./support/records";

const db = useDatabase();
let team: Team;
let importId: string;
beforeAll(async () => {
  team = await createTeam(db.owner, "alerts");
  importId = await createImport(db.owner, team.id);
});

const spentAt = { on_track: "10.00", warning: "80.00", critical: "95.00", over_budget: "120.00" } as const;
type Level = keyof typeof spentAt;
type Deed = "acknowledge" | "snooze" | "resolve" | "reopen" | null;
type History = { level: Level; deed: Deed }[];

const stepNames: Record<Exclude<AlertStep, "none">, string> = {
  open: "opened",
  escalate: "escalated",
  deescalate: "deescalated",
  resolve: "resolved",
};

async function spend(orderId: string, level: Level): Promise<void> {
  await db.owner`update public.purchase_orders set total_spent = ${spentAt[level]}, level = ${level} where id = ${orderId}`;
}

/** Runs the evaluation; what moved, by purchase order. */
async function evaluate(): Promise<Map<string, string>> {
  const moved = await db.owner<{ id: string; step: string }[]>`
    select alert_id as id, step from private.evaluate_alerts(${team.id}, ${importId})`;
  // A statement of its own: the first one doesn't see the alerts that it makes.
  const alerts = await db.owner<{ id: string; order: string }[]>`
    select id, purchase_order_id as order from public.alerts where id = any(${moved.map(({ id }) => id)}::bigint[])`;
  const orderOf = new Map(alerts.map(({ id, order }) => [id, order]));
  return new Map(moved.map(({ id, step }) => [orderOf.get(id) ?? "", step]));
}

const deeds: Record<
  Exclude<Deed, null>,
  { applies(state: AlertState): boolean; status: AlertState["status"] }
> = {
  acknowledge: { applies: ({ status }) => status !== "resolved", status: "acknowledged" },
  snooze: { applies: ({ status }) => status !== "resolved", status: "snoozed" },
  resolve: { applies: ({ status }) => status !== "resolved", status: "resolved" },
  reopen: { applies: ({ status }) => status !== "open", status: "open" },
};

async function act(orderId: string, deed: Exclude<Deed, null>): Promise<void> {
  await db.as(team.admin, async (sql) => {
    const [alert] = await sql<{ id: string }[]>`
      select id from public.alerts where purchase_order_id = ${orderId} order by id desc limit 1`;
    const id = alert!.id;
    if (deed === "acknowledge") await sql`select public.acknowledge_alert(${id}, 'The client knows.')`;
    if (deed === "snooze") await sql`select public.snooze_alert(${id}, current_date + 7)`;
    if (deed === "resolve") await sql`select public.resolve_alert(${id}, 'Settled.')`;
    if (deed === "reopen") await sql`select public.reopen_alert(${id})`;
  });
}

/** One purchase order as the pure rule sees it. */
function follow(
  state: AlertState | null,
  level: Level,
): { state: AlertState | null; told: string | undefined } {
  const alertable: AlertLevel | null = level === "on_track" ? null : level;
  const step = nextAlertStep(state, alertable);
  // What happens to an alert that an admin closed is nobody's business until it opens again.
  const told =
    step === "none" || (state?.status === "resolved" && step !== "open") ? undefined : stepNames[step];
  if (step === "none") return { state, told };
  if (step === "resolve" || !alertable) return { state: null, told };
  return {
    state: { level: alertable, status: step === "deescalate" && state ? state.status : "open" },
    told,
  };
}

describe("the evaluation of alerts", () => {
  it("takes the same steps as the rule in TypeScript, whatever people do in between", async () => {
    const history: fc.Arbitrary<History> = fc.array(
      fc.record({
        level: fc.constantFrom<Level[]>("on_track", "warning", "critical", "over_budget"),
        deed: fc.constantFrom<Deed[]>(null, null, "acknowledge", "snooze", "resolve", "resolve", "reopen"),
      }),
      { minLength: 1, maxLength: 8 },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(history, { minLength: 1, maxLength: 12 }), async (histories) => {
        const orders = [];
        for (const steps of histories)
          orders.push({
            ...(await createPurchaseOrder(db.owner, team.id, importId)),
            steps,
            state: null as AlertState | null,
          });
        for (let round = 0; round < 8; round++) {
          for (const { id, steps } of orders) await spend(id, steps[round]?.level ?? "on_track");
          const moved = await evaluate();
          for (const order of orders) {
            const { level, deed } = order.steps[round] ?? { level: "on_track", deed: null };
            const { state, told } = follow(order.state, level);
            const upToHere = order.steps
              .slice(0, round + 1)
              .map((step) => [step.level, step.deed].join(" then "));
            expect({ upToHere, told: moved.get(order.id) }).toEqual({ upToHere, told });
            order.state = state;
            if (!state || !deed || !deeds[deed].applies(state)) continue;
            await act(order.id, deed);
            order.state = { ...state, status: deeds[deed].status };
          }
        }
      }),
      { numRuns: 15 },
    );
  });

  it("changes nothing when it runs again", async () => {
    const order = await createPurchaseOrder(db.owner, team.id, importId);
    await spend(order.id, "critical");
    expect((await evaluate()).get(order.id)).toBe("opened");
    expect(await evaluate()).toEqual(new Map());
  });

  it("keeps one unresolved alert per purchase order at most", async () => {
    const order = await createPurchaseOrder(db.owner, team.id, importId);
    await spend(order.id, "warning");
    await evaluate();
    await expect(
      db.owner`insert into public.alerts (organization_id, purchase_order_id, purchase_order_no, level)
        values (${team.id}, ${order.id}, ${order.no}, 'critical')`,
    ).rejects.toMatchObject({ code: "23505" });
  });

  it("leaves the alerts of other organizations alone", async () => {
    const other = await createTeam(db.owner, "others");
    const otherImport = await createImport(db.owner, other.id);
    const order = await createPurchaseOrder(db.owner, other.id, otherImport, {
      total_spent: "95.00",
      level: "critical",
    });
    expect((await evaluate()).has(order.id)).toBe(false);
  });
});
