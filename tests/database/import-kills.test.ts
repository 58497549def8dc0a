import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { SampleManifest } from "../../stack/samples/manifest";
import { writeSampleExports } from "../../stack/samples/sample-exports";
import { dropLeftoverStaging } from "../../src/features/imports/jobs";
import { useDatabase } from "./support/database";
import { stagedTables, useImports } from "./support/imports";
import { createOrganization, type Organization } from "./support/people";
import { auditOf } from "./support/refusals";
import { runWorker, type WorkerProcess } from "./support/worker-process";

// AESTRAK_KILLS=50 strikes fifty times and waits in real time until a dead worker's lease has run out. By default it
// is four times, and the clock of the lease is put forward, so that the suite stays quick.
const patient = process.env["AESTRAK_KILLS"] !== undefined;
const rounds = Math.ceil(Number(process.env["AESTRAK_KILLS"] ?? 4) / 4);
/** Milliseconds, from the worker's restart to the end. */
const longest = 90_000;

const db = useDatabase();
const imports = useImports(db);
let worker: WorkerProcess;
let sample: SampleManifest;
beforeAll(async () => {
  sample = await writeSampleExports(join(imports.folder, "sample"), {
    seed: 5,
    purchaseOrders: 300,
    quantitySurveys: 5_000,
  });
  worker = runWorker(imports.settings, join(imports.folder, "worker.log"));
});
afterAll(async () => worker.stop());

/** Ends every session of the product, as a restart of the database does; those of the test are named otherwise. */
async function dropSessions(): Promise<void> {
  await db.superuser`
    select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and application_name in ('aestrak', 'pgboss')`;
}

async function waitFor(importId: string, statuses: string[], timeout = longest): Promise<string> {
  return vi.waitFor(
    async () => {
      const { status, failure_reason } = await imports.row(importId);
      if (!statuses.includes(status)) throw new Error(`still ${status} ${failure_reason ?? ""}`);
      return status;
    },
    { timeout, interval: 20 },
  );
}

/** Lets time pass for whoever died at work: the lease of the import, and the queue's sign of life. */
async function passTime(importId: string): Promise<void> {
  if (patient) return;
  await db.superuser`
    update public.import_jobs set heartbeat_at = heartbeat_at - interval '31 seconds' where id = ${importId} and status = 'processing'`;
  await db.superuser`
    update pgboss.job set heartbeat_on = heartbeat_on - interval '31 seconds' where name = 'import' and state = 'active'`;
}

/** Waits until the worker is at it, then strikes within `window` milliseconds, and sees the import to `end`. */
async function strike(
  importId: string,
  blow: () => Promise<void>,
  window: number,
  end: string,
): Promise<void> {
  await waitFor(importId, ["processing", end]);
  await delay(Math.random() * window);
  await blow();
  await passTime(importId);
  await waitFor(importId, [end]);
}

async function expectWhole(organization: Organization, importId: string): Promise<void> {
  const [found] = await db.owner`
    select count(*)::integer as surveys, count(distinct (purchase_order_no, qs_number, part_no))::integer as keys,
      (select sum(total_spent) from public.purchase_orders where organization_id = ${organization.id}) as spent,
      (select sum(quantity_survey_count)::integer from public.billing_days where organization_id = ${organization.id}) as counted,
      (select count(*)::integer from public.import_effects where import_job_id = ${importId}
        group by purchase_order_no order by 1 desc limit 1) as effects
    from public.quantity_surveys where organization_id = ${organization.id}`;
  expect(found).toEqual({
    surveys: sample.quantitySurveys,
    keys: sample.quantitySurveys,
    spent: sample.totalSpent,
    counted: sample.quantitySurveys - sample.orphans,
    effects: 1,
  });
  const applied = (await auditOf(db.owner, organization.id)).filter(
    ({ action, entity_id }) => action === "import.applied" && entity_id === importId,
  );
  expect(applied).toHaveLength(1);
}

describe.each([
  ["the worker is killed", () => worker.kill()],
  ["the database drops the worker's sessions", dropSessions],
])("when %s", (_, blow) => {
  it.each(Array.from({ length: rounds }, (_round, index) => index + 1))(
    "while it stages and while it applies, nothing is lost and nothing doubled (round %i)",
    async () => {
      const organization = await createOrganization(db.owner, "killed");
      const orders = await imports.upload(organization, { content: sample.purchaseOrdersFile });
      await waitFor(orders, ["awaiting_confirmation"]);
      await imports.confirm(organization, orders);
      await waitFor(orders, ["succeeded"]);

      const surveys = await imports.upload(organization, { content: sample.quantitySurveysFile });
      await strike(surveys, blow, 700, "awaiting_confirmation");
      await imports.confirm(organization, surveys);
      await strike(surveys, blow, 500, "succeeded");
      await expectWhole(organization, surveys);
    },
    3 * longest,
  );
});

it("what dead workers left staged is cleared", async () => {
  await dropLeftoverStaging(db.owner);
  expect(await stagedTables(db.owner)).toEqual([]);
});
