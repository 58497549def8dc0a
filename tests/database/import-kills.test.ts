import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { SampleManifest } from "../../stack/samples/manifest";
import { writeSampleExports } from "../../stack/samples/sample-exports";
import { dropLeftoverStaging } from "../../src/features/imports/jobs";
import { useDatabase } from "./support/database";
import { stagedTables, useImports } from "./support/imports";
import { createOrganization, type Organization } from "./support/people";
import { auditOf } from "./support/refusals";
import {
  crashDatabase,
  dropSessions,
  longest,
  type Plan,
  type Step,
  type Strikes,
  striker,
} from "./support/strikes";
import { runWorker, type WorkerProcess } from "./support/worker-process";

// AESTRAK_KILLS=50 kills the worker at fifty random moments of imports of 200,000 rows, and the sessions of the database
// at twenty; AESTRAK_KILL_ROWS says how many rows otherwise. Run this file alone then: every other session death is that
// of a backend that is killed, which takes the whole server down and up again. By default it is twice each, with a
// small file and the lease's clock put forward, so that the suite stays quick.
const wanted = process.env["AESTRAK_KILLS"];
const isLong = wanted !== undefined;
const deaths = Number(wanted ?? 2);
const drops = isLong ? Math.ceil(deaths * 0.4) : 2;
const rows = Number(process.env["AESTRAK_KILL_ROWS"] ?? (isLong ? 200_000 : 5_000));
/** Of each kind, so many strikes wait in real time for whoever takes the import over. */
const patiently = isLong ? 3 : 0;
const perStep = isLong ? 4 : 2;

const db = useDatabase();
const imports = useImports(db);
const { waitFor, strikeStep } = striker(db, imports);
let worker: WorkerProcess;
let sample: SampleManifest;
/** As long as they take when nobody strikes. */
let steps: { staging: Step; applying: Step };
beforeAll(async () => {
  sample = await writeSampleExports(join(imports.folder, "sample"), {
    seed: 5,
    purchaseOrders: isLong ? 2_557 : 300,
    quantitySurveys: rows,
  });
  worker = runWorker(imports.settings, join(imports.folder, "worker.log"));
  const organization = await organizationWithOrders();
  const surveys = await imports.upload(organization, { content: sample.quantitySurveysFile });
  await waitFor(surveys, ["awaiting_confirmation"]);
  await imports.confirmAndWake(organization, surveys);
  await waitFor(surveys, ["succeeded"]);
  const { stage_ms, apply_ms } = await imports.row(surveys);
  steps = {
    staging: { window: stage_ms!, end: "awaiting_confirmation" },
    applying: { window: apply_ms!, end: "succeeded" },
  };
});
afterAll(async () => worker.stop());

async function organizationWithOrders(): Promise<Organization> {
  const organization = await createOrganization(db.owner, "killed");
  const orders = await imports.upload(organization, { content: sample.purchaseOrdersFile });
  await waitFor(orders, ["awaiting_confirmation"]);
  await imports.confirmAndWake(organization, orders);
  await waitFor(orders, ["succeeded"]);
  return organization;
}

async function countSurveys(organization: Organization): Promise<number> {
  const [found] = await db.owner<{ surveys: number }[]>`
    select count(*)::integer as surveys from public.quantity_surveys where organization_id = ${organization.id}`;
  return found!.surveys;
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

/** Strikes import after import until there were so many hits; each must come out whole. */
async function strikeUntil(hits: number, { blow, kills }: Pick<Plan, "blow" | "kills">): Promise<Strikes> {
  const strikes: Strikes = { hits: {}, resumed: [] };
  const sum = () => Object.values(strikes.hits).reduce((a, b) => a + b, 0);
  while (sum() < hits) {
    const organization = await organizationWithOrders();
    const plan: Plan = {
      blow,
      kills,
      perStep,
      patiently,
      // All of it is there or nothing, whoever looks.
      check: () =>
        vi.waitFor(
          async () => expect([0, sample.quantitySurveys]).toContain(await countSurveys(organization)),
          { timeout: longest },
        ),
    };
    const surveys = await imports.upload(organization, { content: sample.quantitySurveysFile });
    await strikeStep(surveys, steps.staging, plan, strikes);
    await imports.confirmAndWake(organization, surveys);
    await strikeStep(surveys, steps.applying, plan, strikes);
    await expectWhole(organization, surveys);
    if (isLong) console.error(JSON.stringify({ rows: sample.rows, ...strikes }));
  }
  for (const milliseconds of strikes.resumed) expect(milliseconds).toBeLessThan(longest);
  return strikes;
}

const patience = isLong ? 60 * 60_000 : 6 * longest;

describe("nothing is lost and nothing doubled", () => {
  it(
    "when the worker is killed at any moment",
    async () => {
      const before = worker.started;
      const { hits } = await strikeUntil(deaths, { kills: true, blow: () => worker.kill() });
      expect(worker.started - before).toBe(Object.values(hits).reduce((a, b) => a + b, 0));
    },
    patience,
  );

  it(
    "when the database drops the worker's sessions at any moment, which the worker survives",
    async () => {
      const before = worker.started;
      let blows = 0;
      await strikeUntil(drops, {
        kills: false,
        blow: async () => {
          blows += 1;
          await (isLong && blows % 2 === 0 ? crashDatabase(db.superuser) : dropSessions(db.superuser));
        },
      });
      expect(worker.started).toBe(before);
    },
    patience,
  );
});

it("what dead workers left staged is cleared", async () => {
  await dropLeftoverStaging(db.owner);
  expect(await stagedTables(db.owner)).toEqual([]);
});
