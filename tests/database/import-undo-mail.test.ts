import { beforeEach, expect, it } from "vitest";
import { importHooks } from "../../src/worker/wiring";
import { useDatabase } from "./support/database";
import { useImports } from "./support/imports";
import { sendMail } from "./support/mail";
import { createTeam, type Team } from "./support/people";
import { undo } from "./support/undo";
import { order, orderFile, survey, surveyFile } from "./support/workbooks";
import type { MailSender } from "../../src/libs/mail/sender";

const db = useDatabase();
const imports = useImports(db, importHooks);

interface Sent {
  to: string;
  subject: string;
  text: string;
}
const sent: Sent[] = [];
const sender: MailSender = {
  name: "resend",
  repeatableForHours: 23,
  async send({ to, subject, text }) {
    sent.push({ to, subject, text });
    return { messageId: `${to} ${sent.length}` };
  },
};
const deliver = async () => {
  sent.length = 0;
  await sendMail(db.owner, sender);
  return sent.toSorted((a, b) => a.to.localeCompare(b.to));
};

let team: Team;
const line = "6500000001.00001";
const other = "6500000002.00001";

beforeEach(async () => {
  await db.owner`delete from public.email_outbox`;
  team = await createTeam(db.owner, "undo mail");
  await imports.import(team, { content: orderFile([order(line, 1000), order(other, 1000)]) });
});

const bill = (...rows: Parameters<typeof survey>[]) =>
  imports.import(team, { content: surveyFile(rows.map((row) => survey(...row))) });

it("an undo corrects once what the import's mail has told, and the same import afterwards is not told as new", async () => {
  const first = await bill([line, "Q1", 950], [other, "Q2", 10]);
  const news = await deliver();
  expect(news.map(({ to }) => to)).toEqual([team.admin.email, team.member.email].toSorted());
  expect(news[0]!.subject).toMatch(/^1 purchase order needs attention/);

  await undo(db, imports, team, first.id);
  const corrections = await deliver();
  expect(corrections.map(({ to }) => to)).toEqual(news.map(({ to }) => to));
  expect(corrections[0]!.subject).toMatch(/^Correction: 1 alert no longer holds/);
  expect(corrections[0]!.text).toContain(`${line}, reported as critical: now without an alert`);
  expect(corrections[0]!.text).not.toContain(other);
  expect(await deliver()).toEqual([]);

  await bill([line, "Q1", 950], [other, "Q2", 10]);
  const again = await deliver();
  expect(again).toHaveLength(2);
  expect(again[0]!.subject).toMatch(/^1 alert holds again/);
  expect(again[0]!.text).toContain("as we wrote before the undo");
  expect(await deliver()).toEqual([]);
});

it("what an import brings besides is told as new, and a higher level is another crossing", async () => {
  const first = await bill([line, "Q1", 950]);
  await deliver();
  await undo(db, imports, team, first.id);
  await deliver();
  await bill([line, "Q1", 950], [other, "Q2", 1200]);
  const [mail] = await deliver();
  expect(mail!.subject).toMatch(/^1 purchase order needs attention/);
  expect(mail!.text).toContain("1 alert from before the undo holds again");

  // A crossing that comes again by itself, and not after an undo, is news.
  await bill([line, "Q1", 10]);
  await deliver();
  await bill([line, "Q1", 950]);
  expect((await deliver())[0]!.subject).toMatch(/^1 purchase order needs attention/);
});

it("mail that had not gone out is ended with the undo: nothing is told, and nothing corrected", async () => {
  const first = await bill([line, "Q1", 950]);
  await undo(db, imports, team, first.id);
  expect(await deliver()).toEqual([]);
  expect(await db.owner`select kind, status from public.email_outbox`).toEqual([
    { kind: "import_alerts", status: "failed" },
    { kind: "import_alerts", status: "failed" },
  ]);
  await bill([line, "Q1", 950]);
  expect((await deliver())[0]!.subject).toMatch(/^1 purchase order needs attention/);
});

it("who has turned alert mail off meanwhile gets no correction either", async () => {
  const first = await bill([line, "Q1", 950]);
  await deliver();
  await db.owner`update public.organization_members set alert_emails = false where user_id = ${team.member.userId}`;
  await undo(db, imports, team, first.id);
  expect((await deliver()).map(({ to }) => to)).toEqual([team.admin.email]);
});

it("an alert that stands at the level that was told is not taken back", async () => {
  await bill([line, "Q1", 500]);
  const second = await bill([line, "Q2", 450]);
  expect(await deliver()).toHaveLength(2);
  // By new thresholds, the order is critical without that import, too.
  await db.owner`
    update public.alert_settings set warning_percent = 20, critical_percent = 40 where organization_id = ${team.id}`;
  expect(await undo(db, imports, team, second.id)).toMatchObject({ status: "undone" });
  expect(await deliver()).toEqual([]);
});
