import { beforeEach, describe, expect, it } from "vitest";
import { runImport } from "../../src/features/imports/pipeline/run";
import { database } from "../../src/libs/database";
import { useDatabase } from "./support/database";
import { useImports, withoutHooks } from "./support/imports";
import { turnOf, untilBlocked, whileHeld } from "./support/locks";
import { createOrganization, type Organization } from "./support/people";
import { auditOf } from "./support/refusals";
import { stallingBefore } from "./support/stall";
import { order, orderFile, survey, surveyFile } from "./support/workbooks";

const db = useDatabase();
const imports = useImports(db);

const line = "6500000001.00001";
const content = orderFile([order(line, 100)]);
let organization: Organization;
beforeEach(async () => {
  organization = await createOrganization(db.owner, "leases");
});

const orders = (of = organization) => db.owner<{ no: string; value: string }[]>`
  select purchase_order_no as no, order_value as value from public.purchase_orders where organization_id = ${of.id} order by 1`;

describe("the lease of a job", () => {
  it("keeps a second worker away while the first one lives", async () => {
    const id = await imports.upload(organization, { content });
    const first = await whileHeld(db.superuser, turnOf(organization.id), async () => {
      const running = imports.work(organization, id);
      await untilBlocked(db.superuser);
      const before = await imports.row(id);
      expect(await imports.work(organization, id)).toMatchObject({
        attempt: 1,
        lease_token: before.lease_token,
      });
      return { running };
    });
    expect(await first.running).toMatchObject({ status: "awaiting_confirmation", new_count: 1 });
  });

  it("of a worker that stalled goes to the next one, and the stalled one writes nothing more", async () => {
    const id = await imports.upload(organization, { content });
    const runs = await whileHeld(db.superuser, turnOf(organization.id), async () => {
      const stalled = imports.work(organization, id);
      await untilBlocked(db.superuser);
      const { lease_token: lost } = await imports.row(id);
      await db.owner`update public.import_jobs set heartbeat_at = now() - interval '31 seconds' where id = ${id}`;
      const next = imports.work(organization, id);
      await untilBlocked(db.superuser, 2);
      const { lease_token, attempt } = await imports.row(id);
      expect(lease_token).not.toBe(lost);
      expect(attempt).toBe(2);
      return [stalled, next];
    });
    await Promise.all(runs);
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
});

/** Everything in the database that an import may write, staged rows included; without what runs keep for themselves. */
async function everything(): Promise<Record<string, string>> {
  const tables = await db.owner<{ name: string }[]>`
    select oid::regclass::text as name from pg_class
    where relkind = 'r' and relnamespace in ('public'::regnamespace, 'staging'::regnamespace)
      and relname !~ '^(reading|refused)_[0-9a-f]{32}_' order by 1`;
  const prints: Record<string, string> = {};
  for (const { name } of tables) {
    const [row] = await db.owner<{ print: string }[]>`
      select coalesce(string_agg(t::text, chr(10) order by t::text), '') as print from ${db.owner(name)} t`;
    prints[name] = row!.print;
  }
  return prints;
}

describe("a worker that stood still and comes back when another has done its work", () => {
  /** Two rows that can't be read: what is wrong in them is kept while the others are copied. */
  const faulty = () =>
    orderFile([
      order(line, 100),
      order("6500000002.00001", 200, { "Start date": "sometime" }),
      order("6500000003.00001", "much"),
    ]);
  const previewed = () => imports.upload(organization, { content: faulty() });
  const confirmed = async () => {
    const { id } = await imports.preview(organization, { content: faulty() });
    await imports.confirm(organization, id);
    return id;
  };
  const withoutStaging = async () => {
    const id = await confirmed();
    await db.owner`drop table ${db.owner(`staging.rows_${id.replaceAll("-", "")}`)}`;
    return id;
  };
  const toUndo = async () => {
    const { id } = await imports.import(organization, { content });
    await db.as(
      organization.admin,
      (sql) =>
        sql`select public.request_undo(j.id, o.data_version) from public.import_jobs j join public.organizations o on o.id = j.organization_id where j.id = ${id}`,
    );
    return id;
  };

  it.each([
    ["reading and comparing", previewed],
    ["applying", confirmed],
    ["reading anew what was staged and lost", withoutStaging],
    ["undoing", toUndo],
  ])("%s: changes nothing, before whichever statement it stood", async (_step, prepare) => {
    const run = (sql: ReturnType<typeof database>, importId: string) =>
      runImport(sql, { organizationId: organization.id, importId }, withoutHooks);
    const undisturbed = stallingBefore(database());
    await run(undisturbed.sql, await prepare());
    expect(undisturbed.begun).toBeGreaterThan(2);
    // Before the first one, it has taken nothing yet.
    for (let at = 2; at <= undisturbed.begun; at += 1) {
      organization = await createOrganization(db.owner, "stalled");
      const id = await prepare();
      const stalling = stallingBefore(database(), at);
      const returning = run(stalling.sql, id);
      await stalling.stalled;
      await db.owner`
        update public.import_jobs set heartbeat_at = heartbeat_at - interval '31 seconds' where id = ${id} and status = 'processing'`;
      await imports.work(organization, id);
      const before = await everything();
      stalling.goOn();
      await returning;
      expect(await everything(), `before ${stalling.before}`).toEqual(before);
    }
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
    await untilBlocked(db.superuser);
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

  it("of which the earlier one brings what the later one would withdraw: a person looks at that first", async () => {
    await imports.import(organization, { content });
    const both = surveyFile([survey(line, "QS1", 10), survey(line, "QS2", 20)]);
    const one = surveyFile([survey(line, "QS1", 10)]);
    const increment = await imports.preview(organization, { content: both });
    const snapshot = await imports.preview(organization, { content: one, mode: "snapshot" });
    expect(snapshot).toMatchObject({ withdrawn_count: 0 });
    await imports.confirm(organization, snapshot.id);
    await imports.apply(organization, increment.id);
    const asked = await imports.work(organization, snapshot.id);
    expect(asked).toMatchObject({
      status: "awaiting_confirmation",
      confirmed_at: null,
      confirmed_by: null,
      new_count: 0,
      withdrawn_count: 1,
      money_before: "30.00",
      money_after: "10.00",
    });
    expect(asked.metadata.remarks?.[0]).toEqual({
      tone: "warning",
      text: "Another import was applied after this one was confirmed, so nothing of this one was. Rows that it would withdraw now: 1; when it was confirmed: 0. Look at it once more.",
    });
    const counted = () => db.owner`
      select qs_number from public.quantity_surveys where organization_id = ${organization.id} and withdrawn_at is null order by 1`;
    expect(await counted()).toEqual([{ qs_number: "QS1" }, { qs_number: "QS2" }]);
    expect(await imports.apply(organization, snapshot.id)).toMatchObject({ withdrawn_count: 1 });
    expect(await counted()).toEqual([{ qs_number: "QS1" }]);
  });
});
