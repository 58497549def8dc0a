import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { wakeWorker } from "../../src/features/imports/receive";
import { useDatabase } from "./support/database";
import { useImports } from "./support/imports";
import { createOrganization } from "./support/people";
import { striker } from "./support/strikes";
import { order, orderFile } from "./support/workbooks";
import { runWorker, type WorkerProcess } from "./support/worker-process";

const db = useDatabase();
const imports = useImports(db);
const { waitFor } = striker(db, imports);
let worker: WorkerProcess;
beforeAll(async () => {
  await wakeBeforeTheFirstWorker();
  worker = runWorker(imports.settings, join(imports.folder, "worker.log"));
});
afterAll(async () => worker.stop());

let sessionsLeft: number | undefined;

/** The queue is not there yet: a worker makes it on its first start. */
async function wakeBeforeTheFirstWorker() {
  const [queue] = await db.superuser<
    { there: boolean }[]
  >`select to_regnamespace('pgboss') is not null as there`;
  expect(queue!.there).toBe(false);
  const others = () => db.superuser<{ pid: number }[]>`
    select pid from pg_stat_activity where datname = current_database() and application_name = 'pgboss'`;
  await wakeWorker(randomUUID(), randomUUID());
  sessionsLeft = (await others()).length;
}

it("waking a worker that has never run keeps no session, which would end with a stack trace", () => {
  expect(sessionsLeft).toBe(0);
});

const file = (value: number) => ({ content: orderFile([order("6500000001.00001", value)]) });

it("many files of one organization leave no messages behind which a confirmation would wait", async () => {
  const organization = await createOrganization(db.owner, "many");
  const first = await imports.upload(organization, file(1));
  await waitFor(first, ["awaiting_confirmation"]);
  const waiting: string[] = [];
  for (let value = 2; value <= 12; value += 1) waiting.push(await imports.upload(organization, file(value)));
  await imports.confirm(organization, first);
  await wakeWorker(first, organization.id);
  await waitFor(first, ["succeeded"]);
  for (const id of waiting) await waitFor(id, ["awaiting_confirmation"]);
  const [queue] = await db.superuser<{ messages: number }[]>`
    select count(*)::integer as messages from pgboss.job where name = 'import'`;
  // The first upload, the others, the confirmation; and a look of the worker now and then.
  expect(queue!.messages).toBeLessThan(waiting.length + 2 + 8);
});

it("a message that was lost is made up for", async () => {
  const organization = await createOrganization(db.owner, "forgotten");
  const id = await imports.upload(organization, file(1));
  await waitFor(id, ["awaiting_confirmation"]);
  // Nobody wakes the worker.
  await imports.confirm(organization, id);
  await waitFor(id, ["succeeded"]);
});
