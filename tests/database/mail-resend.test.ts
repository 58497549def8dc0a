import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createMailSender } from "../../src/libs/mail/create-sender";
import type { MailSender } from "../../src/libs/mail/sender";
import { useDatabase } from "./support/database";
import { abandon, createMail, mailEvents, mailRow, passTime, sendMail } from "./support/mail";
import { startResend } from "./support/mail-servers";
import type { ResendServer } from "./support/mail-servers";
import { createOrganization } from "./support/people";

const database = useDatabase();
let resend: ResendServer;
let sender: MailSender;
let organizationId: string;

beforeAll(async () => {
  resend = await startResend();
  sender = senderWith("re_test");
  organizationId = (await createOrganization(database.owner, "acme")).id;
});
afterAll(() => resend.stop());
beforeEach(async () => {
  await database.owner`delete from public.email_outbox`;
  for (const list of [resend.delivered, resend.keys, resend.answers]) list.length = 0;
});

const senderWith = (key: string) =>
  createMailSender({
    RESEND_API_KEY: key,
    RESEND_BASE_URL: `${resend.url}/`,
    MAIL_FROM: "AESTrak <a@example.com>",
  });
const send = (by = sender, operator?: string) => sendMail(database.owner, by, operator);

describe("mail through Resend", () => {
  it("is sent once and recorded with the provider's id", async () => {
    const id = await createMail(database.owner, organizationId);
    expect(await send()).toEqual({ sent: 1, retry: 0, failed: 0, uncertain: 0, isFull: false });
    expect(await send()).toEqual({ sent: 0, retry: 0, failed: 0, uncertain: 0, isFull: false });
    expect(resend.delivered).toMatchObject([
      { to: "someone@example.com", subject: "An import failed – ACME" },
    ]);
    expect(await mailRow(database.owner, id)).toMatchObject({
      status: "sent",
      message_id: resend.delivered[0]?.messageId,
      last_error: null,
    });
    expect(await mailEvents(database.owner, id)).toEqual(["sent"]);
  });

  it.each([500, 429, "hang up"] as const)("is tried again after %s, under the same key", async (answer) => {
    const id = await createMail(database.owner, organizationId);
    resend.answers.push(answer, answer);
    await send();
    expect(await mailRow(database.owner, id)).toMatchObject({ status: "pending", attempts: 1, due_in: 1 });
    expect(await send()).toMatchObject({ sent: 0, retry: 0 });

    await passTime(database.owner);
    await send();
    expect(await mailRow(database.owner, id)).toMatchObject({ status: "pending", attempts: 2, due_in: 3 });

    await passTime(database.owner);
    await send();
    expect(await mailRow(database.owner, id)).toMatchObject({
      status: "sent",
      attempts: 3,
      last_error: null,
    });
    expect(resend.keys).toEqual([id, id, id]);
    expect(resend.delivered).toHaveLength(1);
    expect(await mailEvents(database.owner, id)).toEqual(["retry", "retry", "sent"]);
  });

  it("arrives once when the answer is lost after the mail was taken", async () => {
    const id = await createMail(database.owner, organizationId);
    resend.answers.push("take, then hang up");
    await send();
    expect(await mailRow(database.owner, id)).toMatchObject({ status: "pending", provider: "resend" });
    await passTime(database.owner);
    await send();
    expect(await mailRow(database.owner, id)).toMatchObject({ status: "sent" });
    expect(resend.delivered).toHaveLength(1);
  });

  it("arrives once when the process dies between handing over and recording", async () => {
    const id = await createMail(database.owner, organizationId);
    await send();
    await abandon(database.owner, id, "resend");
    await send();
    expect(await mailRow(database.owner, id)).toMatchObject({ status: "sent" });
    expect(resend.keys).toEqual([id, id]);
    expect(resend.delivered).toHaveLength(1);
  });

  it("is left alone while another process may still be sending it", async () => {
    const id = await createMail(database.owner, organizationId);
    await abandon(database.owner, id, "resend");
    await database.owner`update public.email_outbox set next_attempt_at = now() + interval '1 minute'`;
    expect(await send()).toMatchObject({ sent: 0 });
    expect(resend.keys).toEqual([]);
  });

  it("is not repeated once the provider may have forgotten the key, nor by another provider", async () => {
    const late = await createMail(database.owner, organizationId);
    const elsewhere = await createMail(database.owner, organizationId);
    await abandon(database.owner, late, "resend", 24);
    await abandon(database.owner, elsewhere, "smtp");
    expect(await send()).toEqual({ sent: 0, retry: 0, failed: 0, uncertain: 2, isFull: false });
    expect(resend.keys).toEqual([]);
    expect(await mailEvents(database.owner, late)).toEqual(["uncertain"]);
  });

  it("is given up at once when it is refused for good, and the operator learns of it once a day", async () => {
    const ids = [
      await createMail(database.owner, organizationId),
      await createMail(database.owner, organizationId),
    ];
    resend.answers.push(422, 422);
    expect(await send(sender, "ops@example.com")).toMatchObject({ failed: 2, sent: 1 });
    for (const id of ids) {
      const row = await mailRow(database.owner, id);
      expect(row).toMatchObject({ status: "failed", attempts: 1 });
      expect(row.last_error).toContain("refused as validation_error");
    }
    expect(resend.delivered).toMatchObject([
      { to: "ops@example.com", subject: "A mail could not be delivered – acme" },
    ]);
    expect(resend.delivered[0]?.text).toContain("someone@example.com");
  });

  it("waits for a key that works instead of being given up", async () => {
    const id = await createMail(database.owner, organizationId);
    await send(senderWith("re_mistyped"));
    expect(await mailRow(database.owner, id)).toMatchObject({ status: "pending" });
    await passTime(database.owner);
    await send();
    expect(await mailRow(database.owner, id)).toMatchObject({ status: "sent" });
  });

  it("is given up after eight attempts, about twelve hours", async () => {
    const id = await createMail(database.owner, organizationId);
    const waits: number[] = [];
    for (let attempt = 1; attempt <= 8; attempt++) {
      resend.answers.push(429);
      await send();
      waits.push((await mailRow(database.owner, id)).due_in);
      await passTime(database.owner);
    }
    expect(waits.slice(0, 7)).toEqual([1, 3, 9, 27, 81, 243, 360]);
    expect(await mailRow(database.owner, id)).toMatchObject({ status: "failed", attempts: 8 });
    expect((await mailEvents(database.owner, id)).at(-1)).toBe("failed");
  });

  it("stops knocking when the provider is away, and leaves the rest for the next round", async () => {
    for (let n = 0; n < 5; n++) await createMail(database.owner, organizationId);
    resend.answers.push(500, 500, 500);
    expect(await send()).toEqual({ sent: 0, retry: 3, failed: 0, uncertain: 0, isFull: false });
    expect(await send()).toEqual({ sent: 2, retry: 0, failed: 0, uncertain: 0, isFull: false });
  });

  it("goes out once each when two processes send at the same time", async () => {
    const ids = [];
    for (let n = 0; n < 30; n++) ids.push(await createMail(database.owner, organizationId));
    const reports = await Promise.all([send(), send(), send()]);
    expect(reports.reduce((sum, { sent }) => sum + sent, 0)).toBe(30);
    expect(resend.keys.toSorted()).toEqual(ids.toSorted());
    expect(reports.filter(({ sent }) => sent > 0).length).toBeGreaterThan(1);
  });

  it("fails where its row can't be made into a mail", async () => {
    const id = await createMail(database.owner, organizationId);
    await database.owner`update public.email_outbox set payload = '{}' where id = ${id}`;
    expect(await send()).toMatchObject({ failed: 1 });
    expect((await mailRow(database.owner, id)).last_error).toContain("could not be made");
    expect(resend.keys).toEqual([]);
  });
});
