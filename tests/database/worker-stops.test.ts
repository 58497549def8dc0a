import { readFileSync } from "node:fs";
import { join } from "node:path";
import { SMTPServer } from "smtp-server";
import { afterEach, describe, expect, it, vi } from "vitest";
import { closeJobs } from "../../src/libs/jobs";
import { useDatabase } from "./support/database";
import { useImports } from "./support/imports";
import { stagingTemplate, turnOf, untilBlocked, whileHeld } from "./support/locks";
import { createMail, mailRow } from "./support/mail";
import { createOrganization, createTeam } from "./support/people";
import { order, orderFile } from "./support/workbooks";
import { runWorker, type WorkerProcess } from "./support/worker-process";

const db = useDatabase();
const imports = useImports(db);
/** Milliseconds in which an orderly stop is over, whatever the worker is at. */
const longest = 12_000;
let worker: WorkerProcess | undefined;
afterEach(async () => {
  await worker?.stop();
  await db.owner`delete from private.worker_heartbeats`;
});

function start(settings: Record<string, string> = {}): WorkerProcess {
  worker = runWorker({ ...imports.settings, ...settings }, join(imports.folder, "worker.log"));
  return worker;
}

const signsOfLife = async () => (await db.owner`select 1 from private.worker_heartbeats`).length;

const queueSessions = async () =>
  (
    await db.superuser`
      select 1 from pg_stat_activity where datname = current_database() and application_name = 'pgboss'`
  ).length;

/** Stops the worker in order. Nothing of it is left: no sign of life, no session, no complaint. */
async function expectOrderlyStop(): Promise<void> {
  const before = performance.now();
  expect(await worker!.endInOrder()).toBe(0);
  expect(performance.now() - before).toBeLessThan(longest);
  expect(await signsOfLife()).toBe(0);
  const sessions = await db.superuser`
    select query from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()
      and application_name ~ '^aestrak-' and application_name <> ${`aestrak-${process.pid}`}`;
  expect(sessions).toEqual([]);
  expect(readFileSync(join(imports.folder, "worker.log"), "utf8")).not.toMatch(
    /TypeError|periodic task failed/,
  );
}

describe("a worker that is stopped in order", () => {
  it("gives back the import that it is at, as if it had not been tried, however often it is stopped", async () => {
    const organization = await createOrganization(db.owner, "restarts");
    const content = orderFile([order("6500000001.00001", 100)]);
    const id = await imports.upload(organization, { content });
    // Staging waits for its table, and comparing for its turn.
    for (const lock of [stagingTemplate, turnOf(organization.id)]) {
      await whileHeld(db.superuser, lock, async () => {
        start();
        await untilBlocked(db.superuser);
        await expectOrderlyStop();
        expect(await imports.row(id)).toMatchObject({ status: "pending", attempt: 0, lease_token: null });
      });
    }
    start();
    await vi.waitFor(
      async () =>
        expect(await imports.row(id)).toMatchObject({ status: "awaiting_confirmation", new_count: 1 }),
      { timeout: 60_000, interval: 100 },
    );
    await imports.confirm(organization, id);
    await whileHeld(db.superuser, turnOf(organization.id), async () => {
      await untilBlocked(db.superuser);
      await expectOrderlyStop();
      expect(await imports.row(id)).toMatchObject({ status: "pending", phase: "applying", attempt: 0 });
    });
  });

  it("sees the mail in hand to its end, and begins no other", async () => {
    const team = await createTeam(db.owner, "mailed");
    const arrived = Promise.withResolvers<void>();
    const taken = Promise.withResolvers<void>();
    const smtp = new SMTPServer({
      authOptional: true,
      disabledCommands: ["STARTTLS"],
      onData(stream, _session, done) {
        stream.resume().once("end", () => {
          arrived.resolve();
          void taken.promise.then(() => done());
        });
      },
    });
    await new Promise<void>((ready) => smtp.listen(0, "127.0.0.1", ready));
    const { port } = smtp.server.address() as { port: number };
    const mails = [await createMail(db.owner, team.id), await createMail(db.owner, team.id)];
    start({ SMTP_URL: `smtp://127.0.0.1:${port}` });
    await arrived.promise;
    await closeJobs();
    await vi.waitFor(async () => expect(await queueSessions()).toBeGreaterThan(0), { timeout: 10_000 });
    const stopped = expectOrderlyStop();
    // It has heard of the stop when it has left the queue.
    await vi.waitFor(async () => expect(await queueSessions()).toBe(0), { timeout: 10_000 });
    taken.resolve();
    await stopped;
    const states = await Promise.all(mails.map(async (id) => (await mailRow(db.owner, id)).status));
    expect(states.toSorted()).toEqual(["pending", "sent"]);
    await new Promise<void>((done) => smtp.close(done));
  });
});
