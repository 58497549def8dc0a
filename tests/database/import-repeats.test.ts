import { beforeEach, describe, expect, it } from "vitest";
import { useDatabase } from "./support/database";
import { useImports } from "./support/imports";
import { createOrganization, type Organization } from "./support/people";
import { refusalOf } from "./support/refusals";
import { order, orderFile, survey, surveyFile } from "./support/workbooks";

const db = useDatabase();
const imports = useImports(db);

const line = "6500000001.00001";
let organization: Organization;
beforeEach(async () => {
  organization = await createOrganization(db.owner, "repeats");
  await imports.import(organization, { content: orderFile([order(line, 1_000)]) });
});

/** One survey three times with two different values (rows 2, 4 and 5), another one twice the same (rows 3 and 6). */
const repeating = () =>
  surveyFile([
    survey(line, "QS1", 10),
    survey(line, "QS2", 5),
    survey(line, "QS1", 20),
    survey(line, "QS1", 10),
    survey(line, "QS2", 5),
  ]);

type Policy = "fault" | "parts" | "corrections";
async function choose(importId: string, policy: Policy) {
  await db.as(
    organization.admin,
    (sql) => sql`
      select public.choose_import_options(j.id, 'incremental', ${policy}::public.repeat_policy, j.preview_version)
      from public.import_jobs j where j.id = ${importId}`,
  );
  return imports.work(organization, importId);
}

const kept = () => db.owner`
  select qs_number, part_no, total, source_row from public.quantity_surveys
  where organization_id = ${organization.id} order by qs_number, part_no`;
const spent = async () => {
  const [found] = await db.owner<{ total: string; count: number }[]>`
    select total_spent as total, quantity_survey_count as count from public.purchase_orders
    where organization_id = ${organization.id} and purchase_order_no = ${line}`;
  return found!;
};

it("exact repeats count once, and are reported", async () => {
  const row = await imports.import(organization, {
    content: surveyFile([survey(line, "QS1", 10), survey(line, "QS1", 10), survey(line, "QS1", 10)]),
  });
  expect(row).toMatchObject({ row_count: 3, new_count: 1, duplicate_count: 2, conflict_count: 0 });
  expect(await spent()).toEqual({ total: "10.00", count: 1 });
});

describe("the same key with other values", () => {
  it("is a fault that nobody can confirm, and the preview names the rows", async () => {
    const row = await imports.preview(organization, { content: repeating() });
    expect(row).toMatchObject({ repeat_policy: "fault", conflict_count: 1, duplicate_count: 2 });
    expect(row.metadata["conflicts"]).toEqual([
      { purchase_order_no: line, qs_number: "QS1", rows: [2, 4], values: ["10.00", "20.00"] },
    ]);
    const refusal = await refusalOf(
      db,
      organization.admin,
      (sql) =>
        sql`select public.confirm_import(j.id, j.preview_version, j.mode, j.repeat_policy) from public.import_jobs j where j.id = ${row.id}`,
    );
    expect(refusal).toEqual({
      code: "AE409",
      message: "Decide first what the 1 repeated keys with different values are.",
    });
    expect(await kept()).toEqual([]);
  });

  it("can be parts, which all count, numbered in file order", async () => {
    const { id } = await imports.preview(organization, { content: repeating() });
    const row = await choose(id, "parts");
    expect(row).toMatchObject({ status: "awaiting_confirmation", new_count: 3, money_after: "35.00" });
    await imports.apply(organization, id);
    expect(await kept()).toEqual([
      { qs_number: "QS1", part_no: 1, total: "10.00", source_row: 2 },
      { qs_number: "QS1", part_no: 2, total: "20.00", source_row: 4 },
      { qs_number: "QS2", part_no: 1, total: "5.00", source_row: 3 },
    ]);
    expect(await spent()).toEqual({ total: "35.00", count: 3 });
  });

  it("can be corrections, of which the last in the file counts", async () => {
    const content = surveyFile([survey(line, "QS1", 10), survey(line, "QS1", 20), survey(line, "QS1", 30)]);
    const { id } = await imports.preview(organization, { content });
    expect(await choose(id, "corrections")).toMatchObject({ new_count: 1, money_after: "30.00" });
    await imports.apply(organization, id);
    expect(await kept()).toEqual([{ qs_number: "QS1", part_no: 1, total: "30.00", source_row: 4 }]);
    expect(await spent()).toEqual({ total: "30.00", count: 1 });
  });

  it("can be corrected back to what stood there first", async () => {
    const { id } = await imports.preview(organization, { content: repeating() });
    expect(await choose(id, "corrections")).toMatchObject({ new_count: 2, money_after: "15.00" });
    await imports.apply(organization, id);
    expect(await spent()).toEqual({ total: "15.00", count: 2 });
  });

  it("is computed again as often as somebody changes their mind", async () => {
    const { id } = await imports.preview(organization, { content: repeating() });
    const sums: Record<string, string | null> = {};
    for (const policy of ["parts", "corrections", "parts"] as const) {
      const { money_after, status } = await choose(id, policy);
      expect(status).toBe("awaiting_confirmation");
      sums[policy] ??= money_after;
      expect(money_after).toBe(sums[policy]);
    }
    expect(sums["parts"]).not.toBe(sums["corrections"]);
    expect(await kept()).toEqual([]);
  });
});

describe("the answer", () => {
  it.each(["parts", "corrections"] as const)("%s is remembered for the next import", async (policy) => {
    const { id } = await imports.preview(organization, { content: repeating() });
    await choose(id, policy);
    await imports.apply(organization, id);
    const next = await imports.import(organization, { content: repeating() });
    expect(next).toMatchObject({ repeat_policy: policy, new_count: 0, changed_count: 0, conflict_count: 1 });
  });

  it("is not asked of other organizations", async () => {
    const { id } = await imports.preview(organization, { content: repeating() });
    await choose(id, "parts");
    const other = await createOrganization(db.owner, "other");
    const row = await imports.preview(other, { content: repeating() });
    expect(row.repeat_policy).toBe("fault");
  });
});

it("a part that a snapshot no longer holds is withdrawn, the others stay", async () => {
  const { id } = await imports.preview(organization, { content: repeating() });
  await choose(id, "parts");
  await imports.apply(organization, id);
  const row = await imports.import(organization, {
    content: surveyFile([survey(line, "QS1", 10), survey(line, "QS2", 5)]),
    mode: "snapshot",
  });
  expect(row).toMatchObject({ withdrawn_count: 1, money_after: "15.00" });
  expect(await spent()).toEqual({ total: "15.00", count: 2 });
});

it("a row that could not be read was not withdrawn by the client", async () => {
  await imports.import(organization, {
    content: surveyFile([survey(line, "QS1", 10), survey(line, "QS2", 5)]),
  });
  const row = await imports.preview(organization, {
    content: surveyFile([survey(line, "QS1", 10, { CREATED: "sometime" }), survey(line, "QS2", 5)]),
    mode: "snapshot",
  });
  expect(row).toMatchObject({ error_count: 1, withdrawn_count: 0 });
});

it("a purchase order line that occurs twice with other values can't be confirmed either, until the last row counts", async () => {
  const content = orderFile([order(line, 100), order(line, 200)]);
  const { id, conflict_count } = await imports.preview(organization, { content });
  expect(conflict_count).toBe(1);
  expect(
    await refusalOf(
      db,
      organization.admin,
      (sql) =>
        sql`select public.confirm_import(j.id, j.preview_version, j.mode, j.repeat_policy) from public.import_jobs j where j.id = ${id}`,
    ),
  ).toMatchObject({
    code: "AE409",
  });
  expect(await choose(id, "corrections")).toMatchObject({ changed_count: 1, money_after: "200.00" });
  await imports.apply(organization, id);
  const [found] = await db.owner`
    select order_value from public.purchase_orders where organization_id = ${organization.id} and purchase_order_no = ${line}`;
  expect(found).toEqual({ order_value: "200.00" });
});

describe("parts of which the file does not hold all", () => {
  const parts = [survey(line, "QS1", 10), survey(line, "QS1", 20), survey(line, "QS1", 30)];
  const known = [
    { qs_number: "QS1", part_no: 1, total: "10.00", source_row: 2 },
    { qs_number: "QS1", part_no: 2, total: "20.00", source_row: 3 },
    { qs_number: "QS1", part_no: 3, total: "30.00", source_row: 4 },
  ];
  const warnings = (row: { metadata: { remarks?: { tone: string; text: string }[] } }) =>
    (row.metadata.remarks ?? []).filter(({ tone }) => tone === "warning").map(({ text }) => text);
  beforeEach(async () => {
    const { id } = await imports.preview(organization, { content: surveyFile(parts) });
    await choose(id, "parts");
    await imports.apply(organization, id);
  });

  it.each(["incremental", "snapshot"] as const)(
    "because a row of them could not be read: none is taken in an %s file, and the preview says so",
    async (mode) => {
      const damaged = survey(line, "QS1", 20, { CREATED: "sometime" });
      const row = await imports.import(organization, {
        content: surveyFile([parts[0]!, damaged, survey(line, "QS1", 35), survey(line, "QS2", 5)]),
        mode,
      });
      expect(row).toMatchObject({ row_count: 4, error_count: 3, new_count: 1, changed_count: 0 });
      expect(row).toMatchObject({ withdrawn_count: 0, money_before: "60.00", money_after: "65.00" });
      expect(warnings(row).some((text) => text.startsWith("2 rows are not taken because another row"))).toBe(
        true,
      );
      const errors = await db.owner<{ row_number: number; code: string; reason: string }[]>`
        select row_number, code, reason from public.import_row_errors where import_job_id = ${row.id} order by row_number`;
      expect(errors.map(({ row_number, code }) => [row_number, code])).toEqual([
        [2, "set_aside"],
        [3, "not_date"],
        [4, "set_aside"],
      ]);
      expect(errors[0]!.reason).toContain("Row 3 belongs to the same quantity survey and could not be read.");
      expect((await kept()).filter(({ qs_number }) => qs_number === "QS1")).toEqual(known);
      expect(await spent()).toEqual({ total: "65.00", count: 4 });
    },
  );

  it("because they are not in it: an incremental file is taken for the first ones, and the preview says so", async () => {
    const row = await imports.preview(organization, { content: surveyFile([survey(line, "QS1", 30)]) });
    expect(row).toMatchObject({ changed_count: 1, money_after: "80.00" });
    expect(warnings(row)).toEqual([
      `Of one quantity survey, such as QS1 of ${line}, this file holds fewer parts than AESTrak knows. Parts are numbered in file order, so these may be taken for others, and the last ones stay beside them: import all parts of a survey together.`,
    ]);
  });

  it("but which are all there, or withdrawn, are nothing to warn of", async () => {
    const all = await imports.preview(organization, { content: surveyFile(parts) });
    expect(warnings(all)).toEqual([]);
    const fewer = await imports.preview(organization, {
      content: surveyFile(parts.slice(0, 2)),
      mode: "snapshot",
    });
    expect(warnings(fewer)).toEqual([]);
    expect(fewer).toMatchObject({ withdrawn_count: 1, money_after: "30.00" });
  });
});

it("of a purchase order line that occurs twice, the row that can be read is not taken for the one that counts", async () => {
  const content = orderFile([order(line, 2_000), order(line, "much")]);
  const row = await imports.preview(organization, { content });
  expect(row).toMatchObject({ error_count: 2, changed_count: 0, money_after: "1000.00" });
});
