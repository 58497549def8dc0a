import { beforeEach, describe, expect, it } from "vitest";
import { importHooks } from "../../src/worker/wiring";
import type { MailSender } from "../../src/libs/mail/sender";
import { useDatabase } from "./support/database";
import { useImports } from "./support/imports";
import { sendMail } from "./support/mail";
import { createTeam, type Person, type Team } from "./support/people";
import { refusalOf } from "./support/refusals";
import { previewUndo, standing, undo } from "./support/undo";
import { order, orderFile, survey, surveyFile } from "./support/workbooks";

const db = useDatabase();
const imports = useImports(db, importHooks);

const line = "6500000001.00001";
let team: Team;
let billed = 0;

/** Imports one more survey over the amount. */
const bill = (amount: number) =>
  imports.import(team, { content: surveyFile([survey(line, `QS${++billed}`, amount)]) });
const authorise = (value: number) => imports.import(team, { content: orderFile([order(line, value)]) });
const undone = (importId: string) => undo(db, imports, team, importId);
const alerts = () => db.owner`select level, status, suppressed_level, acknowledgement_note, resolved_reason
  from public.alerts where organization_id = ${team.id} order by id`;
const everything = () => standing(db.owner, team.id);
const story = async () => {
  const events = await db.owner<{ event: string; level: string | null }[]>`
    select event, level_after as level from public.alert_events where organization_id = ${team.id} order by id`;
  return events.map(({ event, level }) => `${event} ${level ?? ""}`.trim());
};
/** What a person does with the newest alert. */
const act = async (person: Person, name: "acknowledge" | "resolve" | "snooze", note: string) => {
  const [alert] = await db.owner<{ id: string }[]>`
    select id from public.alerts where organization_id = ${team.id} order by id desc limit 1`;
  await db.as(person, async (sql) => {
    if (name === "acknowledge")
      await sql`select public.acknowledge_alert(${alert!.id}, ${note}, '2100-01-31')`;
    else if (name === "resolve") await sql`select public.resolve_alert(${alert!.id}, ${note})`;
    else await sql`select public.snooze_alert(${alert!.id}, current_date + 7)`;
  });
};

beforeEach(async () => {
  team = await createTeam(db.owner, "alerts");
  await authorise(1_000);
});

describe("an alert that an undone import had", () => {
  it("opened is gone", async () => {
    const before = await everything();
    const { id } = await bill(800);
    expect(await alerts()).toHaveLength(1);
    expect((await previewUndo(db, team, id)).alerts).toMatchObject([
      { purchase_order_no: line, step: "remove", acted_since: false },
    ]);
    await undone(id);
    expect(await everything()).toEqual(before);
  });

  it("escalated stands again as people had left it, and tells so on its timeline", async () => {
    await bill(800);
    await act(team.member, "acknowledge", "Asked the client.");
    const before = await everything();
    const { id } = await bill(150);
    expect(await alerts()).toMatchObject([{ level: "critical", status: "open" }]);
    expect((await previewUndo(db, team, id)).alerts).toMatchObject([
      { step: "restore", level_after: "warning", status_after: "acknowledged", acted_since: false },
    ]);
    await undone(id);
    expect(await everything()).toEqual(before);
    expect(await story()).toEqual([
      "opened warning",
      "acknowledged warning",
      "escalated critical",
      "undone warning",
    ]);
  });

  it("resolved by a higher order value is open again", async () => {
    await bill(950);
    await act(team.member, "snooze", "");
    const before = await everything();
    const { id } = await authorise(10_000);
    expect(await alerts()).toMatchObject([{ status: "resolved" }]);
    await undone(id);
    expect(await everything()).toEqual(before);
  });

  it("followed by another at a higher level than the one that a person had resolved gives way to that one", async () => {
    await bill(800);
    await act(team.admin, "resolve", "The raise is signed.");
    const before = await everything();
    const { id } = await bill(150);
    expect(await alerts()).toMatchObject([{ suppressed_level: null }, { level: "critical", status: "open" }]);
    await undone(id);
    expect(await everything()).toEqual(before);
    expect(await alerts()).toMatchObject([{ status: "resolved", suppressed_level: "warning" }]);
  });

  it("freed of a person's resolution is held by it again", async () => {
    await bill(950);
    await act(team.admin, "resolve", "The raise is signed.");
    const before = await everything();
    const { id } = await bill(-900);
    expect(await alerts()).toMatchObject([{ suppressed_level: null }]);
    await undone(id);
    expect(await everything()).toEqual(before);
  });
});

describe("what people did since the import", () => {
  it("is kept where the alert stays: only its level goes back", async () => {
    await bill(800);
    const { id } = await bill(150);
    await act(team.member, "acknowledge", "We stop work.");
    expect((await previewUndo(db, team, id)).alerts).toMatchObject([
      { status_after: "acknowledged", acted_since: true },
    ]);
    await undone(id);
    expect(await alerts()).toMatchObject([
      { level: "warning", status: "acknowledged", acknowledgement_note: "We stop work." },
    ]);
  });

  it("stays in the audit log where the alert goes", async () => {
    const { id } = await bill(800);
    await act(team.member, "acknowledge", "We stop work.");
    expect((await previewUndo(db, team, id)).alerts).toMatchObject([{ step: "remove", acted_since: true }]);
    await undone(id);
    expect(await alerts()).toEqual([]);
    const [entry] = await db.owner`
      select acted_by, after ->> 'note' as note from public.audit_logs
      where organization_id = ${team.id} and action = 'alert.acknowledged'`;
    expect(entry).toEqual({ acted_by: team.member.userId, note: "We stop work." });
  });

  it("counts as new thresholds do: alerts then stand by these", async () => {
    await bill(500);
    const { id } = await bill(300);
    await db.as(team.admin, (sql) => sql`select public.update_alert_settings(${team.id}, 40, 60, 100)`);
    expect(await alerts()).toMatchObject([{ level: "critical", status: "open" }]);
    await undone(id);
    expect(await alerts()).toMatchObject([{ level: "warning", status: "open" }]);
  });
});

it("an import that moved the same alert later has to be undone first, though it wrote other rows", async () => {
  const first = await bill(800);
  const later = await bill(150);
  const refusal = await refusalOf(
    db,
    team.admin,
    (sql) =>
      sql`select public.request_undo(j.id, o.data_version) from public.import_jobs j join public.organizations o on o.id = j.organization_id where j.id = ${first.id}`,
  );
  expect(refusal.message).toContain("moved some of the same alerts later");
  await undone(later.id);
  expect((await undone(first.id)).status).toBe("undone");
  expect(await alerts()).toEqual([]);
});

it("mail about alerts that has not gone out yet is withdrawn", async () => {
  const { id } = await bill(800);
  await undone(id);
  const sent: string[] = [];
  const sender: MailSender = {
    name: "resend",
    repeatableForHours: 23,
    async send({ to }) {
      sent.push(to);
      return { messageId: to };
    },
  };
  await sendMail(db.owner, sender);
  const mails = await db.owner<{ status: string }[]>`
    select status from public.email_outbox where payload ->> 'importJobId' = ${id}`;
  expect(mails.map(({ status }) => status)).toEqual(["failed", "failed"]);
  expect(sent).not.toContain(team.member.email);
});
