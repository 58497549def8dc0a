import { beforeAll, describe, expect, it } from "vitest";
import { importHooks } from "../../src/worker/wiring";
import { useDatabase } from "./support/database";
import { useImports } from "./support/imports";
import { createTeam, type Team } from "./support/people";
import { order, orderFile, survey, surveyFile } from "./support/workbooks";

const db = useDatabase();
const imports = useImports(db, importHooks);

const line = "6500000001.00001";
let team: Team;
let billed = 0;

/** Imports one more survey over the amount. */
const bill = (amount: number) =>
  imports.import(team, { content: surveyFile([survey(line, `QS${++billed}`, amount)]) });
const authorise = (value: number, status = "Processing") =>
  imports.import(team, { content: orderFile([order(line, value, { Status: status })]) });

const alerts = () => db.owner`
  select level, status, resolved_cause from public.alerts where organization_id = ${team.id} order by id`;
const story = async () => {
  const events = await db.owner<{ event: string; level: string | null; import: string }[]>`
    select event, level_after as level, import_job_id as import from public.alert_events
    where organization_id = ${team.id} order by id`;
  return events.map(({ event, level }) => `${event} ${level ?? ""}`.trim());
};
const mailsAbout = async (importId: string) => {
  const mails = await db.owner<{ recipient: string }[]>`
    select recipient from public.email_outbox where payload ->> 'importJobId' = ${importId} order by 1`;
  return mails.map(({ recipient }) => recipient);
};
const everyone = () => [team.admin.email, team.member.email].toSorted();

describe("the alert of an order that is billed further and further", () => {
  beforeAll(async () => {
    team = await createTeam(db.owner, "billed");
    await authorise(1_000);
  });

  // Each step builds on the one before it.
  it("is not there while there is room", async () => {
    await bill(0);
    expect(await alerts()).toEqual([]);
  });

  it("opens when the level is first reached, with one mail to each member", async () => {
    const { id, alerts_opened } = await bill(800);
    expect(alerts_opened).toBe(1);
    expect(await alerts()).toMatchObject([{ level: "warning", status: "open" }]);
    expect(await mailsAbout(id)).toEqual(everyone());
  });

  it("says nothing more at the same level", async () => {
    const { id, alerts_opened } = await bill(50);
    expect(alerts_opened).toBe(0);
    expect(await story()).toEqual(["opened warning"]);
    expect(await mailsAbout(id)).toEqual([]);
  });

  it("escalates, with mail", async () => {
    const { id } = await bill(200);
    expect(await alerts()).toMatchObject([{ level: "over_budget", status: "open" }]);
    expect(await mailsAbout(id)).toEqual(everyone());
  });

  it("falls without mail when a credit arrives", async () => {
    const { id } = await bill(-100);
    expect(await alerts()).toMatchObject([{ level: "critical", status: "open" }]);
    expect(await mailsAbout(id)).toEqual([]);
  });

  it("resolves itself, saying why, when the client raises the order value", async () => {
    const { id, changed_order_values } = await authorise(10_000);
    expect(changed_order_values).toBe(1);
    expect(await alerts()).toMatchObject([{ status: "resolved", resolved_cause: "value_raised" }]);
    expect(await mailsAbout(id)).toEqual([]);
  });

  it("opens anew when the raised value is used up, too", async () => {
    await bill(8_500);
    expect(await story()).toEqual([
      "opened warning",
      "escalated over_budget",
      "deescalated critical",
      "resolved",
      "opened critical",
    ]);
  });

  it("resolves itself when the order is completed within its value", async () => {
    await authorise(10_000, "Completed");
    expect((await alerts()).at(-1)).toMatchObject({
      status: "resolved",
      resolved_cause: "order_closed",
    });
  });
});

it("one import of many breaches makes one mail for each member, which names them all", async () => {
  team = await createTeam(db.owner, "many");
  const lines = Array.from({ length: 70 }, (_, index) => `6500000${100 + index}.00001`);
  await imports.import(team, { content: orderFile(lines.map((no) => order(no, 100))) });
  const { id, alerts_opened } = await imports.import(team, {
    content: surveyFile(lines.map((no, index) => survey(no, `QS${index}`, 99))),
  });
  expect(alerts_opened).toBe(70);
  expect(await mailsAbout(id)).toEqual(everyone());
  const [mail] = await db.owner<{ payload: { counts: object; alerts: object[] } }[]>`
    select payload from public.email_outbox where payload ->> 'importJobId' = ${id} limit 1`;
  expect(mail!.payload.counts).toEqual({ over_budget: 0, fully_used: 0, critical: 70, warning: 0 });
});

it("closed orders alert only when more was spent than authorised", async () => {
  team = await createTeam(db.owner, "closed");
  const statuses = ["Completed", "SAP canceled", "Contractor canceled", "Rejected"];
  const rows = statuses.flatMap((Status, index) =>
    [0, 1].map((over) => order(`65000002${index}${over}.00001`, 100, { Status })),
  );
  await imports.import(team, { content: orderFile(rows) });
  await imports.import(team, {
    content: surveyFile(
      rows.map((row, index) =>
        survey(String(row["Purchase order No."]), `QS${index}`, index % 2 ? 100.01 : 100),
      ),
    ),
  });
  const opened = await db.owner<{ no: string; level: string }[]>`
    select purchase_order_no as no, level from public.alerts where organization_id = ${team.id} order by 1`;
  expect(opened).toEqual(
    statuses.map((_, index) => ({ no: `65000002${index}1.00001`, level: "over_budget" })),
  );
});

it("an order that authorises nothing is over budget as soon as something is billed", async () => {
  team = await createTeam(db.owner, "nothing");
  await imports.import(team, { content: orderFile([order(line, 0)]) });
  const { metadata } = await imports.preview(team, { content: surveyFile([survey(line, "QS1", 0.01)]) });
  expect(metadata["alerts"]).toMatchObject([
    { purchase_order_no: line, step: "open", level_after: "over_budget", spent_after: "0.01" },
  ]);
});
