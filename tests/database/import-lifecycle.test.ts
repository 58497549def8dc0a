import { rm } from "node:fs/promises";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { dropLeftoverStaging } from "../../src/features/imports/jobs";
import { database } from "../../src/libs/database";
import { importHooks } from "../../src/worker/wiring";
import { useDatabase } from "./support/database";
import { stagedTables, useImports, withoutHooks } from "./support/imports";
import { stagingTemplate, turnOf, untilBlocked, whileHeld } from "./support/locks";
import { createOrganization, type Organization } from "./support/people";
import { auditOf, refusalOf } from "./support/refusals";
import { order, orderFile } from "./support/workbooks";

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
const orders = () => db.owner<{ no: string; value: string }[]>`
  select purchase_order_no as no, order_value as value from public.purchase_orders where organization_id = ${organization.id} order by 1`;
const stagedFor = async (id: string) =>
  (await stagedTables(db.owner)).filter((name) => name.includes(id.replaceAll("-", "")));

describe("canceling", () => {
  it("before a worker took it, ends the import", async () => {
    const id = await imports.upload(organization, { content });
    await cancel(id);
    expect(await imports.work(organization, id)).toMatchObject({ status: "canceled", row_count: null });
  });

  it.each([
    ["its file is staged", () => stagingTemplate],
    ["it is compared", () => turnOf(organization.id)],
  ])("while %s, ends it, and clears what was staged", async (_, lock) => {
    const id = await imports.upload(organization, { content });
    const run = await whileHeld(db.superuser, lock(), async () => {
      const running = imports.work(organization, id);
      await untilBlocked(db.superuser);
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
    const late = await whileHeld(db.superuser, turnOf(organization.id), async () => {
      const running = imports.work(organization, id);
      await untilBlocked(db.superuser);
      const canceling = refusalOf(db, organization.admin, (sql) => sql`select public.cancel_import(${id})`);
      return { running, canceling };
    });
    expect(await late.running).toMatchObject({ status: "succeeded" });
    expect(await late.canceling).toMatchObject({
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

  it("of five workers that died of the job ends it, and is told to the operator", async () => {
    const id = await imports.upload(organization, { content });
    await db.owner`update public.import_jobs set attempt = 5 where id = ${id}`;
    const failed = await imports.work(organization, id, importHooks);
    expect(failed).toMatchObject({ status: "failed", failure_code: "gave-up", lease_token: null });
    const mails = await db.owner`select 1 from public.email_outbox where payload ->> 'importJobId' = ${id}`;
    expect(mails).toHaveLength(1);
    expect((await auditOf(db.owner, organization.id)).at(-1)).toMatchObject({ action: "import.failed" });
  });

  it("of five workers that died of an undo leaves the import applied, and stands in the audit log", async () => {
    const { id } = await imports.import(organization, { content });
    await db.as(
      organization.admin,
      (sql) =>
        sql`select public.request_undo(j.id, o.data_version) from public.import_jobs j join public.organizations o on o.id = j.organization_id where j.id = ${id}`,
    );
    await db.owner`update public.import_jobs set attempt = 5 where id = ${id}`;
    expect(await imports.work(organization, id)).toMatchObject({
      status: "succeeded",
      failure_code: "gave-up",
      lease_token: null,
    });
    expect((await auditOf(db.owner, organization.id)).at(-1)).toMatchObject({ action: "import.undo_failed" });
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

it("an apply and another transaction that wait for each other cost one try", async () => {
  const { id } = await imports.preview(organization, { content });
  await imports.confirm(organization, id);
  const inside = Promise.withResolvers<void>();
  const goOn = Promise.withResolvers<void>();
  const waiting = {
    ...withoutHooks,
    applied: async (sql: Parameters<typeof withoutHooks.applied>[0]) => {
      inside.resolve();
      await goOn.promise;
      await sql`select pg_advisory_xact_lock(7, 7)`;
    },
  };
  const running = imports.work(organization, id, waiting);
  await db.superuser.begin(async (sql) => {
    // So that it is the import that PostgreSQL ends.
    await sql`set local deadlock_timeout = '60s'`;
    await sql`select pg_advisory_xact_lock(7, 7)`;
    await inside.promise;
    goOn.resolve();
    await turnOf(organization.id)(sql);
  });
  expect(await running).toMatchObject({ status: "pending", phase: "applying", failure_code: null });
  expect(await orders()).toEqual([]);
  expect(await imports.work(organization, id)).toMatchObject({ status: "succeeded", new_count: 1 });
  expect(await orders()).toHaveLength(1);
});

describe("what is left staged", () => {
  const asRun = (id: string) => `staging.reading_${id.replaceAll("-", "")}_0123456789ab`;
  const rowsOf = (id: string) => `staging.rows_${id.replaceAll("-", "")}`;

  it("by imports and runs that are over is dropped, but not what is needed, nor what somebody holds", async () => {
    const { id: needed } = await imports.preview(organization, { content });
    const { id: over } = await imports.preview(organization, { content });
    const { id: held } = await imports.preview(organization, { content });
    await cancel(over);
    await cancel(held);
    await db.owner`create table ${db.owner(asRun(needed))} ()`;
    await whileHeld(
      db.superuser,
      (sql) => sql`lock table ${sql(rowsOf(held))} in row exclusive mode`,
      () => dropLeftoverStaging(database()),
    );
    expect(await stagedFor(over)).toEqual([]);
    expect(await stagedFor(needed)).toHaveLength(2);
    expect(await stagedFor(held)).toEqual([rowsOf(held).replace("staging.", "")]);
    await dropLeftoverStaging(database());
    expect(await stagedFor(held)).toEqual([]);
    expect(await imports.apply(organization, needed)).toMatchObject({ new_count: 1 });
  });

  it("by an import that is tried again at this very moment stays", async () => {
    const { id } = await imports.preview(organization, { content });
    await db.owner`update public.import_jobs set status = 'failed', finished_at = now() - interval '2 days' where id = ${id}`;
    const look = await whileHeld(
      db.owner,
      (sql) => sql`update public.import_jobs set status = 'awaiting_confirmation' where id = ${id}`,
      async () => {
        const dropping = dropLeftoverStaging(database());
        await untilBlocked(db.superuser);
        return { dropping };
      },
    );
    await look.dropping;
    expect(await imports.apply(organization, id)).toMatchObject({ new_count: 1 });
  });
});
