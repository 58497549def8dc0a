import { join } from "node:path";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { wakeWorker } from "../../src/features/imports/receive";
import { useDatabase } from "./support/database";
import { useImports } from "./support/imports";
import { untilBlocked, whileHeld } from "./support/locks";
import { createOrganization } from "./support/people";
import { standing } from "./support/undo";
import { runWorker, type WorkerProcess } from "./support/worker-process";
import { order, orderFile, survey, surveyFile } from "./support/workbooks";

const db = useDatabase();
const imports = useImports(db);
let worker: WorkerProcess;
beforeAll(() => {
  worker = runWorker(imports.settings, join(imports.folder, "worker.log"));
});
afterAll(async () => worker.stop());

it("a worker that is killed with all of an undo written but nothing committed changes nothing; the next one undoes it", async () => {
  const organization = await createOrganization(db.owner, "killed");
  const line = "6500000001.00001";
  const before = await standing(db.owner, organization.id);
  const run = async (content: Buffer) => {
    const id = await imports.upload(organization, { content });
    await until(id, "awaiting_confirmation");
    await imports.confirmAndWake(organization, id);
    await until(id, "succeeded");
    return id;
  };
  const orders = await run(orderFile([order(line, 1_000)]));
  const withOrder = await standing(db.owner, organization.id);
  const surveys = await run(surveyFile([survey(line, "QS1", 950)]));
  const applied = await standing(db.owner, organization.id);

  await whileHeld(
    db.owner,
    // The version is raised last; rows that refer to the organization may still be written.
    (sql) => sql`select 1 from public.organizations where id = ${organization.id} for no key update`,
    async () => {
      await db.as(
        organization.admin,
        (sql) =>
          sql`select public.request_undo(j.id, o.data_version) from public.import_jobs j join public.organizations o on o.id = j.organization_id where j.id = ${surveys}`,
      );
      await wakeWorker(surveys, organization.id);
      await untilBlocked(db.superuser);
      await worker.kill();
      expect(await standing(db.owner, organization.id)).toEqual(applied);
    },
  );
  // Its lease, and the queue's sign of life, have run out.
  await db.superuser`
    update pgboss.job set heartbeat_on = heartbeat_on - interval '31 seconds' where name = 'import' and state = 'active'`;
  await db.superuser`
    update public.import_jobs set heartbeat_at = heartbeat_at - interval '31 seconds' where id = ${surveys}`;
  await until(surveys, "undone");
  expect(await standing(db.owner, organization.id)).toEqual(withOrder);

  // Nobody wakes the worker for this one: it finds it by itself.
  await db.as(
    organization.admin,
    (sql) =>
      sql`select public.request_undo(j.id, o.data_version) from public.import_jobs j join public.organizations o on o.id = j.organization_id where j.id = ${orders}`,
  );
  await until(orders, "undone");
  expect(await standing(db.owner, organization.id)).toEqual(before);
}, 240_000);

async function until(importId: string, status: string): Promise<void> {
  await vi.waitFor(
    async () => expect(await imports.row(importId)).toMatchObject({ status, failure_reason: null }),
    { timeout: 90_000, interval: 50 },
  );
}
