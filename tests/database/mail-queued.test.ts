import { beforeAll, beforeEach, expect, it } from "vitest";
import { useDatabase } from "./support/database";
import { createMail } from "./support/mail";
import { createOrganization } from "./support/people";

const db = useDatabase();
let organizationId: string;
let notices = 0;
let marker = Promise.withResolvers<void>();
beforeAll(async () => {
  organizationId = (await createOrganization(db.owner, "acme")).id;
  await db.owner.listen("mail_queued", () => (notices += 1));
  await db.owner.listen("marker", () => marker.resolve());
});
beforeEach(() => {
  notices = 0;
});

/** How many notices there were until now: they are heard in the order in which they were given. */
async function heard(): Promise<number> {
  marker = Promise.withResolvers();
  await db.owner.notify("marker", "");
  await marker.promise;
  return notices;
}

it("mail that is written is told of with its commit, once however much it is", async () => {
  await db.owner.begin(async (sql) => {
    for (let mails = 0; mails < 3; mails += 1) await createMail(sql, organizationId);
    expect(await heard()).toBe(0);
  });
  expect(await heard()).toBe(1);
});

it("mail that is not written after all is not told of", async () => {
  const over = new Error("over");
  const writing = db.owner.begin(async (sql) => {
    await createMail(sql, organizationId);
    throw over;
  });
  await expect(writing).rejects.toBe(over);
  expect(await heard()).toBe(0);
});

it("mail that is sent, or put off, is not told of", async () => {
  await createMail(db.owner, organizationId);
  expect(await heard()).toBe(1);
  await db.owner`update public.email_outbox set next_attempt_at = now() + interval '1 minute'`;
  expect(await heard()).toBe(1);
});
