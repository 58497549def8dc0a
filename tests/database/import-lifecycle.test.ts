import { rm } from "node:fs/promises";
import { join } from "node:path";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { importHooks } from "../../src/worker/wiring";
import { type Transaction, useDatabase } from "./support/database";
import { stagedTables, useImports, withoutHooks } from "./support/imports";
import { createOrganization, type Organization } from "./support/people";
import { auditOf, refusalOf } from "./support/refusals";
import { order, orderFile, survey, surveyFile } from "./support/workbooks";

const db = useDatabase();
const imports = useImports(db);

const line = "6500000001.00001";
const content = orderFile([order(line, 100)]);
let organization: Organization;
beforeEach(async () => {
  organization = await createOrganization(db.owner, "lifecycle");
});

const cancel = (id: string) => db.as(organization.admin, (sql) => sql`select public.cancel_import(${id})`);
const retry = (id: string) => db.as(organization.admin, (sql) => sql`select public.retry_import(${id})`);
const orders = (of = organization) => db.owner<{ no: string; value: string }[]>`
  select purchase_order_no as no, order_value as value from public.purchase_orders where organization_id = ${of.id} order by 1`;
const stagedFor = async (id: string) =>
  (await stagedTables(db.owner)).filter((name) => name.endsWith(id.replaceAll("-", "")));

/** Runs `work` while another session holds what `lock` takes; then lets go. */
async function holding<T>(
  lock: (sql: Transaction) => Promise<unknown>,
  work: (release: () => void) => Promise<T>,
) {
  const free = Promise.withResolvers<void>();
  const held = Promise.withResolvers<void>();
  const holder = db.superuser.begin(async (sql) => {
    await lock(sql);
    held.resolve();
    await free.promise;
  });
  await held.promise;
  try {
    return await work(free.resolve);
  } finally {
    free.resolve();
    await holder;
  }
}
/** The organization's turn, for which comparing and applying wait. */
const itsTurn = (sql: Transaction) =>
  sql`select pg_advisory_xact_lock(hashtextextended(${organization.id}, 1))`;
/** What staging tables are made from. */
const templates = (sql: Transaction) => sql`lock table staging.purchase_orders in access exclusive mode`;

/** Waits until a session of the pipeline waits for somebody's lock. */
const untilBlocked = (sessions = 1) =>
  vi.waitFor(
    async () => {
      const waiting = await db.superuser`
        select 1 from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock' and application_name = 'aestrak'`;
      expect(waiting.length).toBe(sessions);
    },
    { timeout: 20_000, interval: 20 },
  );

describe("canceling", () => {
  it("before a worker took it, ends the import", async () => {
    const id = await imports.upload(organization, { content });
    await cancel(id);
    expect(await imports.work(organization, id)).toMatchObject({ status: "canceled", row_count: null });
  });

  it.each([
    ["its file is staged", templates],
    ["it is compared", itsTurn],
  ])("while %s, ends it, and clears what was staged", async (_, lock) => {
    const id = await imports.upload(organization, { content });
    const run = await holding(lock, async () => {
      const running = imports.work(organization, id);
      await untilBlocked();
      await cancel(id);
      return { running };
    });
    expect(await run.running).toMatchObject({ status: "canceled", failure_reason: null });
    expect(await stagedFor(id)).toEqual([]);
    expect(await orders()).toEqual([]);
  });

  it("the preview clears what was staged as soon as the worker hears of it", async () => {
    const { id } = await imports.preview(organization, { content });
    expect(await stagedFor(id)).not.toEqual([]);
    await cancel(id);
    await imports.work(organization, id);
    expect(await stagedFor(id)).toEqual([]);
  });

  it("between confirmation and apply changes nothing", async () => {
    const { id } = await imports.preview(organization, { content });
    await imports.confirm(organization, id);
    await cancel(id);
    expect(await imports.work(organization, id)).toMatchObject({ status: "canceled" });
    expect(await orders()).toEqual([]);
    expect(await stagedFor(id)).toEqual([]);
  });

  it("while it is applied comes too late, and says so", async () => {
    const { id } = await imports.preview(organization, { content });
    await imports.confirm(organization, id);
    const { running, canceling } = await holding(itsTurn, async () => {
      const running = imports.work(organization, id);
      await untilBlocked();
      const canceling = refusalOf(db, organization.admin, (sql) => sql`select public.cancel_import(${id})`);
      return { running, canceling };
    });
    expect(await running).toMatchObject({ status: "succeeded" });
    expect(await canceling).toMatchObject({
      message: "This import can no longer be canceled (it is succeeded).",
    });
    expect(await orders()).toEqual([{ no: line, value: "100.00" }]);
  });
});

describe("a failure", () => {
  it("of the apply changes nothing, is told to the operator, and can be tried again", async () => {
    const { id } = await imports.preview(organization, { content });
    await imports.confirm(organization, id);
    const failing = { ...importHooks, applied: () => Promise.reject(new Error("out of luck")) };
    const failed = await imports.work(organization, id, failing);
    expect(failed).toMatchObject({ status: "failed", failure_code: "unexpected" });
    expect(failed.failure_reason).toMatch(/nothing was changed\. Try again/);
    expect(await orders()).toEqual([]);

    const mails = await db.owner`
      select recipient, payload ->> 'reason' as reason from public.email_outbox where payload ->> 'importJobId' = ${id}`;
    expect(mails).toEqual([{ recipient: "operator@example.com", reason: failed.failure_reason }]);
    expect((await auditOf(db.owner, organization.id)).at(-1)).toMatchObject({
      action: "import.failed",
      entity_id: id,
    });

    await retry(id);
    expect(await imports.work(organization, id)).toMatchObject({ status: "succeeded", failure_reason: null });
    expect(await orders()).toEqual([{ no: line, value: "100.00" }]);
  });

  it("of the file is told to the operator once, however often it is tried", async () => {
    const id = await imports.upload(organization, { content: Buffer.from("no,table\n1,2\n") });
    const failed = await imports.work(organization, id, importHooks);
    expect(failed).toMatchObject({ status: "failed", failure_code: "no-header-row", lease_token: null });
    await retry(id);
    expect(await imports.work(organization, id, importHooks)).toMatchObject({
      status: "failed",
      failure_reason: failed.failure_reason,
    });
    const mails = await db.owner`select 1 from public.email_outbox where payload ->> 'importJobId' = ${id}`;
    expect(mails).toHaveLength(1);
  });

  it("of the disk says nothing of the machine", async () => {
    const id = await imports.upload(organization, { content });
    await rm(join(imports.settings["AESTRAK_FILE_DIRECTORY"]!, organization.id), { recursive: true });
    const failed = await imports.work(organization, id);
    expect(failed.status).toBe("failed");
    expect(failed.failure_reason).not.toContain(imports.folder);
    expect(failed.failure_reason).toMatch(/again|operator/);
  });
});

describe("the lease of a job", () => {
  it("keeps a second worker away while the first one lives", async () => {
    const id = await imports.upload(organization, { content });
    const { running } = await holding(itsTurn, async () => {
      const running = imports.work(organization, id);
      await untilBlocked();
      const before = await imports.row(id);
      expect(await imports.work(organization, id)).toMatchObject({
        attempt: 1,
        lease_token: before.lease_token,
      });
      return { running };
    });
    expect(await running).toMatchObject({ status: "awaiting_confirmation", new_count: 1 });
  });

  it("of a worker that stalled goes to the next one, and the stalled one writes nothing more", async () => {
    const id = await imports.upload(organization, { content });
    const { stalled, next, stolen } = await holding(itsTurn, async () => {
      const stalled = imports.work(organization, id);
      await untilBlocked();
      const { lease_token: lost } = await imports.row(id);
      await db.owner`update public.import_jobs set heartbeat_at = now() - interval '31 seconds' where id = ${id}`;
      const next = imports.work(organization, id);
      await untilBlocked(2);
      const { lease_token, attempt } = await imports.row(id);
      expect(lease_token).not.toBe(lost);
      expect(attempt).toBe(2);
      return { stalled, next, stolen: lease_token };
    });
    await Promise.all([stalled, next]);
    expect(stolen).not.toBeNull();
    expect(await imports.row(id)).toMatchObject({
      status: "awaiting_confirmation",
      new_count: 1,
      failure_reason: null,
    });
    expect(await imports.apply(organization, id)).toMatchObject({ new_count: 1 });
    expect(await orders()).toHaveLength(1);
    const applied = (await auditOf(db.owner, organization.id)).filter(
      ({ action }) => action === "import.applied",
    );
    expect(applied).toHaveLength(1);
  });

  it("is given up after five workers died of the job", async () => {
    const id = await imports.upload(organization, { content });
    await db.owner`update public.import_jobs set attempt = 5 where id = ${id}`;
    expect(await imports.work(organization, id)).toMatchObject({ status: "failed", failure_code: "gave-up" });
  });
});

describe("two imports at once", () => {
  const halting = () => {
    const inside = Promise.withResolvers<void>();
    const go = Promise.withResolvers<void>();
    const hooks = {
      ...withoutHooks,
      applied: async () => {
        inside.resolve();
        await go.promise;
      },
    };
    return { hooks, inside: inside.promise, go: go.resolve };
  };
  const confirmed = async (of: Organization, value: number, no = line) => {
    const { id } = await imports.preview(of, { content: orderFile([order(no, value)]) });
    await imports.confirm(of, id);
    return id;
  };

  it("into one organization take turns, and the later one sees what the earlier one did", async () => {
    const first = await confirmed(organization, 200);
    const second = await confirmed(organization, 300);
    expect(await imports.row(second)).toMatchObject({ new_count: 1, changed_count: 0 });

    const halt = halting();
    const running = imports.work(organization, first, halt.hooks);
    await halt.inside;
    const later = imports.work(organization, second);
    await untilBlocked();
    halt.go();
    expect(await running).toMatchObject({ status: "succeeded", new_count: 1 });
    expect(await later).toMatchObject({
      status: "succeeded",
      new_count: 0,
      changed_count: 1,
      changed_order_values: 1,
      money_before: "200.00",
      money_after: "300.00",
    });
    expect(await orders()).toEqual([{ no: line, value: "300.00" }]);
    const [note] = await db.owner<{ before: object; after: object }[]>`
      select before, after from public.import_changes where import_job_id = ${second}`;
    expect(note).toMatchObject({ before: { order_value: 200 }, after: { order_value: 300 } });
    const effects = await db.owner`
      select is_new_order, order_value_before, order_value_after from public.import_effects where import_job_id = ${second}`;
    expect(effects).toEqual([
      { is_new_order: false, order_value_before: "200.00", order_value_after: "300.00" },
    ]);
  });

  it("into two organizations run side by side", async () => {
    const other = await createOrganization(db.owner, "other");
    const first = await confirmed(organization, 200);
    const second = await confirmed(other, 300);
    const halt = halting();
    const running = imports.work(organization, first, halt.hooks);
    await halt.inside;
    expect(await imports.work(other, second)).toMatchObject({ status: "succeeded" });
    expect(await orders(other)).toEqual([{ no: line, value: "300.00" }]);
    expect(await orders()).toEqual([]);
    halt.go();
    expect(await running).toMatchObject({ status: "succeeded" });
  });

  it("of orders and their surveys, previewed together, end with the surveys linked", async () => {
    const a = await confirmed(organization, 200);
    const preview = await imports.preview(organization, { content: surveyFile([survey(line, "QS1", 20)]) });
    expect(preview).toMatchObject({ orphan_count: 1, money_after: "0.00" });
    await imports.confirm(organization, preview.id);
    await Promise.all([imports.work(organization, a), imports.work(organization, preview.id)]);
    const [found] = await db.owner`
      select total_spent, quantity_survey_count as surveys from public.purchase_orders where organization_id = ${organization.id}`;
    expect(found).toEqual({ total_spent: "20.00", surveys: 1 });
  });
});
