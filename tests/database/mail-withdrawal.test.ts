import { beforeEach, describe, expect, it } from "vitest";
import { queueAlertMail } from "../../src/features/alerts/jobs";
import type { MailSender } from "../../src/libs/mail/sender";
import { useDatabase } from "./support/database";
import { mailEvents, sendMail } from "./support/mail";
import { createTeam } from "./support/people";
import type { Team } from "./support/people";
import { createAlert, createImport } from "./support/records";

const database = useDatabase();
const sent: string[] = [];
const sender: MailSender = {
  name: "resend",
  repeatableForHours: 23,
  async send({ to }) {
    sent.push(to);
    return { messageId: to };
  },
};
let team: Team;
let importJobId: string;

beforeEach(async () => {
  sent.length = 0;
  await database.owner`delete from public.email_outbox`;
  team = await createTeam(database.owner, "acme");
  importJobId = await createImport(database.owner, team.id);
  const alertId = await createAlert(database.owner, team.id);
  await database.owner`
    insert into public.alert_events (organization_id, alert_id, import_job_id, event, level_after, cause)
    values (${team.id}, ${alertId}, ${importJobId}, 'opened', 'critical', 'spend_rose')`;
  const moved = [{ alertId, step: "opened", level: "critical" }];
  await database.owner.begin((sql) => queueAlertMail(sql, { organizationId: team.id, importJobId, moved }));
});

describe("waiting mail about alerts", () => {
  it("goes to everybody it was written for", async () => {
    await sendMail(database.owner, sender);
    expect(sent.toSorted()).toEqual([team.admin.email, team.member.email].toSorted());
  });

  it("is withdrawn for who has left or turned it off since", async () => {
    await database.owner`update public.organization_members set status = 'deactivated' where user_id = ${team.member.userId}`;
    await database.owner`update public.organization_members set alert_emails = false where user_id = ${team.admin.userId}`;
    await sendMail(database.owner, sender);
    expect(sent).toEqual([]);
    const mails = await database.owner<
      { id: string; status: string }[]
    >`select id, status from public.email_outbox`;
    expect(mails.map(({ status }) => status)).toEqual(["failed", "failed"]);
    expect(await mailEvents(database.owner, mails[0]!.id)).toEqual(["queued", "failed"]);
  });

  it("is withdrawn when the import was undone", async () => {
    await database.owner`update public.import_jobs set status = 'undone' where id = ${importJobId}`;
    await sendMail(database.owner, sender);
    expect(sent).toEqual([]);
  });
});
