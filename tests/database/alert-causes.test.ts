import fc from "fast-check";
import { beforeEach, describe, expect, it } from "vitest";
import { type AlertCause, causeSentence } from "../../src/libs/alert-cause";
import { alertFacts } from "../../src/libs/alert-facts";
import { importHooks } from "../../src/worker/wiring";
import { useDatabase } from "./support/database";
import { useImports } from "./support/imports";
import { createTeam, type Team } from "./support/people";
import { undo } from "./support/undo";
import { order, orderFile, survey, surveyFile } from "./support/workbooks";

const db = useDatabase();
const imports = useImports(db, importHooks);
const line = "6500000001.00001";
const look = { currency: "USD", locale: "en-US" };
let team: Team;
let billed = 0;
beforeEach(async () => {
  team = await createTeam(db.owner, "causes");
});

const bill = (amount: number) =>
  imports.import(team, { content: surveyFile([survey(line, `QS${++billed}`, amount)]) });
const authorize = (value: number, status = "Processing") =>
  imports.import(team, { content: orderFile([order(line, value, { Status: status })]) });
const snapshot = (...totals: [string, number][]) =>
  imports.import(team, {
    content: surveyFile(totals.map(([number, total]) => survey(line, number, total))),
    mode: "snapshot",
  });
const thresholds = (warning: number) =>
  db.as(team.admin, (sql) => sql`select public.update_alert_settings(${team.id}, ${warning}, 90, 100)`);

interface Step {
  event: string;
  cause: AlertCause;
  facts: unknown;
  who: string | null;
}
async function lastStep(): Promise<Step & { says: string }> {
  const [step] = await db.owner<Step[]>`
    select e.event, e.cause, e.facts, u.full_name as who from public.alert_events e
    left join public.user_profiles u on u.user_id = e.acted_by
    where e.organization_id = ${team.id} order by e.id desc limit 1`;
  return { ...step!, says: causeSentence(step!.cause, alertFacts.parse(step!.facts), { ...look, ...step! }) };
}

describe("the step of an alert tells its true cause", () => {
  it.each<[string, () => Promise<unknown>, Partial<Step> & { says: string }]>([
    [
      "billing more",
      async () => {
        await authorize(1_000);
        await bill(100);
        await bill(700);
      },
      { event: "opened", cause: "spend_rose", says: "The billed total rose from $100.00 to $800.00." },
    ],
    [
      "a credit",
      async () => {
        await authorize(1_000);
        await bill(950);
        await bill(-500);
      },
      { event: "resolved", cause: "spend_fell", says: "The billed total fell from $950.00 to $450.00." },
    ],
    [
      "a survey that was withdrawn",
      async () => {
        await authorize(1_000);
        await snapshot(["A", 400], ["B", 300], ["C", 250]);
        await snapshot(["A", 400]);
      },
      {
        event: "resolved",
        cause: "surveys_withdrawn",
        says: "The client withdrew 2 quantity surveys that add up to $550.00. The billed total fell from $950.00 to $400.00.",
      },
    ],
    [
      "a raised value",
      async () => {
        await authorize(1_000);
        await bill(950);
        await authorize(4_000);
      },
      {
        event: "resolved",
        cause: "value_raised",
        says: "The client raised the order value from $1,000.00 to $4,000.00.",
      },
    ],
    [
      "a raised value of an order that was closed before",
      async () => {
        await authorize(1_000, "Completed");
        await bill(1_200);
        await authorize(4_000, "Completed");
      },
      {
        event: "resolved",
        cause: "value_raised",
        says: "The client raised the order value from $1,000.00 to $4,000.00.",
      },
    ],
    [
      "a lowered value",
      async () => {
        await authorize(1_000);
        await bill(500);
        await authorize(600);
      },
      {
        event: "opened",
        cause: "value_lowered",
        says: "The client lowered the order value from $1,000.00 to $600.00.",
      },
    ],
    [
      "closing the order within its value",
      async () => {
        await authorize(1_000);
        await bill(950);
        await authorize(1_000, "Completed");
      },
      { event: "resolved", cause: "order_closed", says: "The client completed the order." },
    ],
    [
      "closing the order and raising its value to no effect",
      async () => {
        await authorize(1_000);
        await bill(950);
        await authorize(1_001, "SAP canceled");
      },
      { event: "resolved", cause: "order_closed", says: "The client canceled the order." },
    ],
    [
      "both together, each of which would have been enough",
      async () => {
        await authorize(1_000);
        await bill(950);
        await authorize(9_000, "Completed");
      },
      {
        event: "resolved",
        cause: "value_raised",
        says: "The client raised the order value from $1,000.00 to $9,000.00. The client completed the order.",
      },
    ],
    [
      "reopening the order",
      async () => {
        await authorize(1_000, "Completed");
        await bill(950);
        await authorize(1_000);
      },
      { event: "opened", cause: "order_reopened", says: "The client reopened the order." },
    ],
    [
      "an order that arrives after its surveys",
      async () => {
        await bill(950);
        await authorize(1_000);
      },
      {
        event: "opened",
        cause: "order_imported",
        says: "The order was new in this import, and what is billed against it was known already.",
      },
    ],
    [
      "thresholds that an admin moved",
      async () => {
        await authorize(1_000);
        await bill(760);
        await thresholds(80);
      },
      {
        event: "resolved",
        cause: "thresholds_moved",
        who: "causes admin",
        says: "causes admin moved the thresholds: warning from 75% to 80%.",
      },
    ],
    [
      "the undo of an import",
      async () => {
        await authorize(1_000);
        await bill(800);
        const { id } = await bill(150);
        await undo(db, imports, team, id);
      },
      { event: "undone", cause: "import_undone", says: "An import was undone." },
    ],
    [
      "the undo of an import, by the thresholds of now",
      async () => {
        await authorize(1_000);
        await bill(500);
        const { id } = await bill(300);
        await thresholds(40);
        await thresholds(75);
        await db.as(team.admin, (sql) => sql`select public.update_alert_settings(${team.id}, 40, 60, 100)`);
        await undo(db, imports, team, id);
      },
      { event: "opened", cause: "import_undone" as const, says: "An import was undone." },
    ],
  ])("of %s", async (_what, happens, expected) => {
    await happens();
    expect(await lastStep()).toMatchObject(expected);
  });

  it("lists and mail tell the same", async () => {
    await authorize(1_000);
    const { id } = await bill(950);
    const [mail] = await db.owner`
      select payload -> 'alerts' -> 0 as alert from public.email_outbox where payload ->> 'importJobId' = ${id} limit 1`;
    expect(mail!.alert).toMatchObject({
      cause: "spend_rose",
      facts: { spent: { before: "0.00", after: "950.00" } },
    });
    await thresholds(50);
    await authorize(4_000);
    const [row] = await db.as(
      team.member,
      (sql) => sql`
        select opened_cause, resolved_cause, resolved_facts, resolved_reason from public.alert_rows
        where organization_id = ${team.id}`,
    );
    expect(row).toEqual({
      opened_cause: "spend_rose",
      resolved_cause: "value_raised",
      resolved_facts: { order_value: { before: "1000.00", after: "4000.00" } },
      resolved_reason: null,
    });
  });
});

describe("whatever imports come", () => {
  const lines = Array.from({ length: 40 }, (_, index) => `65000001${String(index).padStart(2, "0")}.00001`);
  const ofLine = fc.record({
    value: fc.constantFrom(500, 1_000, 2_000),
    status: fc.constantFrom("Processing", "Completed"),
    totals: fc.dictionary(fc.constantFrom("A", "B", "C"), fc.constantFrom(-200, 100, 450, 600)),
  });
  const round = fc.record({
    orders: fc.boolean(),
    lines: fc.array(ofLine, { minLength: lines.length, maxLength: lines.length }),
  });

  it("each step names a cause that happened, with the figures before and after", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(round, { minLength: 4, maxLength: 4 }), async (rounds) => {
        team = await createTeam(db.owner, "any");
        const figures = async () => {
          const rows = await db.owner<{ no: string; value: string; spent: string; lifecycle: string }[]>`
            select purchase_order_no as no, order_value as value, total_spent as spent, lifecycle
            from public.purchase_orders where organization_id = ${team.id}`;
          return new Map(rows.map((row) => [row.no, row]));
        };
        await imports.import(team, { content: orderFile(lines.map((no) => order(no, 1_000))) });
        let was = await figures();
        for (const { orders, lines: given } of rounds) {
          const rows = given.flatMap(({ totals }, index) =>
            Object.entries(totals).map(([number, total]) => survey(lines[index]!, number, total)),
          );
          const { id } = orders
            ? await imports.import(team, {
                content: orderFile(
                  given.map(({ value, status }, index) => order(lines[index]!, value, { Status: status })),
                ),
              })
            : await imports.import(team, {
                content: surveyFile([survey(lines[0]!, "always", 1), ...rows]),
                mode: "snapshot",
              });
          const is = await figures();
          const steps = await db.owner<{ no: string; cause: string; facts: unknown }[]>`
            select a.purchase_order_no as no, e.cause, e.facts from public.alert_events e
            join public.alerts a on a.id = e.alert_id where e.organization_id = ${team.id} and e.import_job_id = ${id}`;
          for (const { no, cause, facts: kept } of steps) {
            const facts = alertFacts.parse(kept);
            const [before, after] = [was.get(no)!, is.get(no)!];
            const named = { value: facts.order_value, spent: facts.spent, lifecycle: facts.lifecycle };
            const changed = (["value", "spent", "lifecycle"] as const).filter((name) => named[name]);
            expect(changed.length, cause).toBeGreaterThan(0);
            for (const name of changed) {
              expect(named[name]).toEqual({ before: before[name], after: after[name] });
              expect(before[name]).not.toBe(after[name]);
            }
            const grew = (name: "value" | "spent") => Number(after[name]) > Number(before[name]);
            expect([cause, facts.withdrawn !== undefined]).toEqual(
              facts.order_value
                ? [grew("value") ? "value_raised" : "value_lowered", false]
                : facts.lifecycle
                  ? [after.lifecycle === "open" ? "order_reopened" : "order_closed", false]
                  : facts.withdrawn
                    ? ["surveys_withdrawn", true]
                    : [grew("spent") ? "spend_rose" : "spend_fell", false],
            );
          }
          was = is;
        }
      }),
      { numRuns: 3 },
    );
  });
});
