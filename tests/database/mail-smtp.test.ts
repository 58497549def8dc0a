import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createMailSender } from "../../src/libs/mail/create-sender";
import { useDatabase } from "./support/database";
import { abandon, createMail, mailEvents, mailRow, passTime, sendMail } from "./support/mail";
import { startSmtp } from "./support/mail-servers";
import type { Answer, SmtpServer } from "./support/mail-servers";
import { createOrganization } from "./support/people";

const database = useDatabase();
let smtp: SmtpServer;
let organizationId: string;

beforeAll(async () => {
  smtp = await startSmtp();
  organizationId = (await createOrganization(database.owner, "acme")).id;
});
afterAll(() => smtp.stop());
beforeEach(async () => {
  await database.owner`delete from public.email_outbox`;
  smtp.delivered.length = 0;
  smtp.answers.length = 0;
});

const sender = (url = smtp.url) =>
  createMailSender({ SMTP_URL: url, MAIL_FROM: "AESTrak <alerts@example.com>" });
const send = (url?: string) => sendMail(database.owner, sender(url));

describe("mail over SMTP", () => {
  it("is sent once, as text and HTML, under an id that follows from its row", async () => {
    const id = await createMail(database.owner, organizationId);
    expect(await send()).toMatchObject({ sent: 1 });
    expect(await send()).toMatchObject({ sent: 0 });
    expect(smtp.delivered).toHaveLength(1);
    expect(smtp.delivered[0]).toMatchObject({
      to: "someone@example.com",
      subject: "An import failed – ACME",
      messageId: `<${id}@example.com>`,
    });
    expect(smtp.delivered[0]?.html).toContain("No header row.");
    expect(smtp.delivered[0]?.text).toContain("https://aestrak.example.com/imports/");
    expect(await mailRow(database.owner, id)).toMatchObject({
      status: "sent",
      message_id: `<${id}@example.com>`,
    });
  });

  it("is tried again after the connection was refused", async () => {
    const id = await createMail(database.owner, organizationId);
    await send("smtp://127.0.0.1:1");
    expect(await mailRow(database.owner, id)).toMatchObject({
      status: "pending",
      attempts: 1,
      provider: null,
      due_in: 1,
    });
    await passTime(database.owner);
    await send();
    expect(await mailRow(database.owner, id)).toMatchObject({ status: "sent", attempts: 2 });
    expect(await mailEvents(database.owner, id)).toEqual(["retry", "sent"]);
  });

  it.each<["recipient" | "content", Answer]>([
    ["recipient", 451],
    ["recipient", "hang up"],
    ["content", 452],
  ])("is tried again when the server doesn't take it for now: %s, %s", async (at, answer) => {
    const id = await createMail(database.owner, organizationId);
    smtp.answers.push({ at, answer });
    await send();
    expect(await mailRow(database.owner, id)).toMatchObject({ status: "pending", provider: null });
    await passTime(database.owner);
    await send();
    expect(await mailRow(database.owner, id)).toMatchObject({ status: "sent" });
    expect(smtp.delivered).toHaveLength(1);
  });

  it.each(["recipient", "content"] as const)(
    "is given up when the server refuses it for good: %s",
    async (at) => {
      const id = await createMail(database.owner, organizationId);
      smtp.answers.push({ at, answer: 550 });
      expect(await send()).toMatchObject({ failed: 1 });
      expect(await mailRow(database.owner, id)).toMatchObject({ status: "failed", attempts: 1 });
    },
  );

  it("is not repeated when the line breaks after the server took it", async () => {
    const id = await createMail(database.owner, organizationId);
    smtp.answers.push({ at: "content", answer: "take, then hang up" });
    expect(await send()).toMatchObject({ uncertain: 1 });
    await passTime(database.owner);
    await send();
    expect(smtp.delivered).toHaveLength(1);
    expect(await mailRow(database.owner, id)).toMatchObject({ status: "uncertain", attempts: 1 });
    expect(await mailEvents(database.owner, id)).toEqual(["uncertain"]);
  });

  it("is not repeated when the process died between handing over and recording", async () => {
    const id = await createMail(database.owner, organizationId);
    await abandon(database.owner, id, "smtp");
    expect(await send()).toMatchObject({ uncertain: 1, sent: 0 });
    expect(smtp.delivered).toHaveLength(0);
    expect(await mailRow(database.owner, id)).toMatchObject({ status: "uncertain" });
  });

  it("is recorded as sent even when its attempt had been given up as abandoned", async () => {
    const id = await createMail(database.owner, organizationId);
    const slow = sender();
    const report = await sendMail(database.owner, {
      ...slow,
      async send(mail) {
        const answer = await slow.send(mail);
        await passTime(database.owner);
        expect(await send()).toMatchObject({ uncertain: 1 });
        return answer;
      },
    });
    expect(report).toMatchObject({ sent: 1 });
    expect(smtp.delivered).toHaveLength(1);
    expect(await mailRow(database.owner, id)).toMatchObject({ status: "sent" });
  });

  it("is given back when AESTrak stops while the server says nothing, and goes out once later", async () => {
    const id = await createMail(database.owner, organizationId);
    const silent = createServer();
    const connected = once(silent, "connection");
    await new Promise<void>((listening) => silent.listen(0, "127.0.0.1", listening));
    const { port } = silent.address() as AddressInfo;
    const stopping = new AbortController();
    const round = sendMail(database.owner, sender(`smtp://127.0.0.1:${port}`), undefined, stopping.signal);
    const [socket] = (await connected) as [Socket];
    stopping.abort();
    expect(await round).toMatchObject({ retry: 1, uncertain: 0 });
    socket.destroy();
    silent.close();
    expect(await mailRow(database.owner, id)).toMatchObject({ status: "pending", provider: null });
    await passTime(database.owner);
    await send();
    expect(smtp.delivered).toHaveLength(1);
  });

  it("goes out 25 at a time, and the round says that more may wait", async () => {
    for (let n = 0; n < 27; n++) await createMail(database.owner, organizationId);
    expect(await send()).toMatchObject({ sent: 25, isFull: true });
    expect(await send()).toMatchObject({ sent: 2, isFull: false });
  });

  it("goes out once each when two processes send at the same time", async () => {
    const ids = [];
    for (let n = 0; n < 20; n++) ids.push(await createMail(database.owner, organizationId));
    await Promise.all([send(), send()]);
    expect(smtp.delivered.map(({ messageId }) => messageId).toSorted()).toEqual(
      ids.map((id) => `<${id}@example.com>`).toSorted(),
    );
  });
});
