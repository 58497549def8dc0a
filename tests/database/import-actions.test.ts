import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { type Transaction, useDatabase } from "./support/database";
import { anonymous, createTeam, type Team } from "./support/people";
import { createImport } from "./support/records";
import { auditOf, expectAlike, refusalOf } from "./support/refusals";

const db = useDatabase();
let team: Team;
let others: Team;
beforeAll(async () => {
  team = await createTeam(db.owner, "team");
  others = await createTeam(db.owner, "others");
});

type Call = (sql: Transaction, id: string) => Promise<unknown>;
const calls: Record<string, { call: Call; from: string; becomes: Record<string, unknown>; action?: string }> =
  {
    confirm: {
      call: (sql, id) => sql`select public.confirm_import(${id}, 1, 'incremental', 'fault')`,
      from: "awaiting_confirmation",
      becomes: { status: "pending", phase: "applying" },
      action: "import.confirmed",
    },
    cancel: {
      call: (sql, id) => sql`select public.cancel_import(${id})`,
      from: "processing",
      becomes: { status: "canceled", lease_token: null },
      action: "import.canceled",
    },
    retry: {
      call: (sql, id) => sql`select public.retry_import(${id})`,
      from: "failed",
      becomes: { status: "pending", phase: "queued", attempt: 0, failure_reason: null },
      action: "import.retried",
    },
    choose: {
      call: (sql, id) => sql`select public.choose_import_options(${id}, 'snapshot', 'parts', 1)`,
      from: "awaiting_confirmation",
      becomes: { status: "pending", phase: "comparing", mode: "snapshot", repeat_policy: "parts" },
    },
  };

const importNow = async (id: string) => {
  const [job] = await db.owner`select * from public.import_jobs where id = ${id}`;
  return job!;
};
const start = (status: string, columns: Record<string, string | number> = {}) =>
  createImport(db.owner, team.id, {
    type: "quantity_surveys",
    status,
    attempt: 3,
    failure_reason: "x",
    preview_version: 1,
    lease_token: randomUUID(),
    ...columns,
  });

describe.each(Object.entries(calls))("to %s an import", (_name, { call, from, becomes, action }) => {
  it.each(["member", "admin"] as const)("is for a %s", async (who) => {
    const id = await start(from);
    await db.as(team[who], (sql) => call(sql, id));
    expect(await importNow(id)).toMatchObject(becomes);
    if (action) {
      expect((await auditOf(db.owner, team.id)).at(-1)).toMatchObject({
        action,
        acted_by: team[who].userId,
        entity_type: "import",
        entity_id: id,
      });
    }
  });

  it("is not for people of other organizations, who can't tell whether it exists", async () => {
    const id = await start(from);
    for (const caller of [others.admin, team.former]) {
      const refusal = await expectAlike(db, caller, call, { foreign: id, unknown: randomUUID() });
      expect(refusal).toEqual({ code: "AE404", message: "There is no such import." });
    }
    expect(await importNow(id)).toMatchObject({ status: from });
  });

  it("is not for people who are not signed in", async () => {
    const id = await start(from);
    expect(await refusalOf(db, anonymous, (sql) => call(sql, id))).toMatchObject({ code: "42501" });
  });

  it("is refused once the import is applied", async () => {
    const id = await start("succeeded");
    expect(await refusalOf(db, team.admin, (sql) => call(sql, id))).toMatchObject({ code: "AE409" });
    expect(await importNow(id)).toMatchObject({ status: "succeeded" });
  });
});

it("an import whose repeated keys nobody has explained can't be confirmed", async () => {
  const id = await start("awaiting_confirmation", { conflict_count: 2, repeat_policy: "fault" });
  const confirm = (policy: string) => (sql: Transaction) =>
    sql`select public.confirm_import(${id}, 1, 'incremental', ${policy}::public.repeat_policy)`;
  expect(await refusalOf(db, team.member, confirm("fault"))).toMatchObject({ code: "AE409" });
  await db.owner`update public.import_jobs set repeat_policy = 'corrections' where id = ${id}`;
  await db.as(team.member, confirm("corrections"));
  expect(await importNow(id)).toMatchObject({ status: "pending", confirmed_by: team.member.userId });
});

it("a confirmation counts only for the preview and the answers that its person saw", async () => {
  const id = await start("awaiting_confirmation", { preview_version: 2 });
  const confirm = (version: number, mode: string, policy: string) =>
    refusalOf(
      db,
      team.member,
      (sql) =>
        sql`select public.confirm_import(${id}, ${version}, ${mode}::public.import_mode, ${policy}::public.repeat_policy)`,
    );
  const stale = {
    code: "AE409",
    message: "The file was compared again after you opened this preview. Look at the new one, then decide.",
  };
  expect(await confirm(1, "incremental", "fault")).toEqual(stale);
  const otherwise = { code: "AE409", message: expect.stringMatching(/answers on your screen/) };
  expect(await confirm(2, "snapshot", "fault")).toEqual(otherwise);
  expect(await confirm(2, "incremental", "parts")).toEqual(otherwise);
  // An answer to a preview that is no more counts as little.
  const late = await refusalOf(
    db,
    team.member,
    (sql) => sql`select public.choose_import_options(${id}, 'snapshot', 'fault', 1)`,
  );
  expect(late).toEqual(stale);
  expect(await importNow(id)).toMatchObject({ status: "awaiting_confirmation", mode: "incremental" });
});

it("the operator's confirmation goes the same way, and is recorded as nobody's", async () => {
  const id = await start("awaiting_confirmation", { conflict_count: 2, repeat_policy: "fault" });
  const begin = (policy: string) =>
    db.owner`select private.begin_apply(${id}, null, 1, 'incremental', ${policy}::public.repeat_policy)`;
  await expect(begin("fault")).rejects.toThrow(
    "Decide first what the 2 repeated keys with different values are.",
  );
  await db.owner`update public.import_jobs set repeat_policy = 'parts' where id = ${id}`;
  await begin("parts");
  expect(await importNow(id)).toMatchObject({ status: "pending", phase: "applying", confirmed_by: null });
  const confirmed = (await auditOf(db.owner, team.id)).filter(({ entity_id }) => entity_id === id);
  expect(confirmed).toMatchObject([{ action: "import.confirmed", acted_by: null }]);
});

it("a confirmed import that failed is tried again from where it was applied", async () => {
  const id = await start("failed", { confirmed_at: "2026-01-31T12:00:00Z" });
  await db.as(team.member, (sql) => sql`select public.retry_import(${id})`);
  expect(await importNow(id)).toMatchObject({ status: "pending", phase: "applying" });
});

it("what repeated keys mean is remembered for the next import", async () => {
  const id = await start("awaiting_confirmation");
  await db.as(
    team.member,
    (sql) => sql`select public.choose_import_options(${id}, 'incremental', 'corrections', 1)`,
  );
  const [mapping] = await db.owner`
    select repeat_policy, updated_by from public.import_mappings where organization_id = ${team.id} and type = 'quantity_surveys'`;
  expect(mapping).toEqual({ repeat_policy: "corrections", updated_by: team.member.userId });
});
