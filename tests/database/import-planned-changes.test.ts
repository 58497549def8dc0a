import { beforeAll, describe, expect, it } from "vitest";
import { useDatabase } from "./support/database";
import { type ImportRow, useImports } from "./support/imports";
import { createTeam, type Team } from "./support/people";
import { order, orderFile, survey, surveyFile } from "./support/workbooks";

const db = useDatabase();
const imports = useImports(db);

interface Change {
  id: string;
  entity_key: string;
  action: string;
  fields: { field: string; before: string | null; after: string | null }[];
  matching: number;
}

const dated = (date: string) => ({ Accepted: { date } });
let team: Team;
let surveys: ImportRow;
beforeAll(async () => {
  team = await createTeam(db.owner, "planned");
  await imports.import(team, {
    content: orderFile([order("6500000001.00001", 100), order("6500000002.00001", 100)]),
  });
  await imports.import(team, {
    content: surveyFile([
      survey("6500000001.00001", "A1", 10),
      survey("6500000001.00001", "A2", 20),
      survey("6500000002.00001", "A3", 30),
      survey("6500000002.00001", "A4", 40),
    ]),
  });
  surveys = await imports.preview(team, {
    content: surveyFile([
      survey("6500000001.00001", "A1", 11, { ...dated("2026-02-01"), "Plant section": "North" }),
      survey("6500000001.00001", "A2", 20),
      survey("6500000002.00001", "A3", 75),
      survey("6500000002.00001", "A5", 1),
    ]),
    mode: "snapshot",
  });
});

const planned = (importId: string, { as = team.member, of = team.id, search = "", kind = "" } = {}) =>
  db.as(
    as,
    (sql) =>
      sql<Change[]>`select * from public.import_planned_changes_page(${of}, ${importId}, ${search}, ${kind})`,
  );
const told = (changes: Change[]) =>
  changes.map(({ entity_key, action, fields }) => [
    entity_key,
    action,
    ...fields.map(({ field, before, after }) => [field, before, after]),
  ]);

describe("a preview", () => {
  it("tells every known row that would change, field by field", async () => {
    const changes = await planned(surveys.id);
    expect(told(changes)).toEqual([
      [
        "A1",
        "changed",
        ["accepted_date", null, "2026-02-01"],
        ["attributes", null, '{"Plant section": "North"}'],
        ["total", "10.00", "11.00"],
      ],
      ["A3", "changed", ["total", "30.00", "75.00"]],
      ["A4", "withdrawn"],
    ]);
    expect(changes.map(({ matching }) => matching)).toEqual([3, 3, 3]);
  });

  it("narrows them to an order, to what happens, and to orders whose level moves", async () => {
    const keys = async (wanted: object) =>
      (await planned(surveys.id, wanted)).map(({ entity_key }) => entity_key);
    expect(await keys({ search: "0001.00001" })).toEqual(["A1"]);
    expect(await keys({ kind: "withdrawn" })).toEqual(["A4"]);
    expect(await keys({ kind: "rose" })).toEqual(["A3", "A4"]);
    expect(await keys({ kind: "linked" })).toEqual([]);
  });

  it("is paged in both directions", async () => {
    const all = await planned(surveys.id);
    const page = (from: string, backwards: boolean) =>
      db.as(
        team.member,
        (sql) => sql<Change[]>`
          select * from public.import_planned_changes_page(${team.id}, ${surveys.id}, '', '', ${from}, ${backwards}, 1)`,
      );
    expect(told(await page(all[0]!.id, false))).toEqual(told([all[1]!]));
    expect(told(await page(all[2]!.id, true))).toEqual(told([all[1]!]));
  });

  it("is nobody else's", async () => {
    const stranger = await createTeam(db.owner, "curious");
    expect(await planned(surveys.id, { as: stranger.member })).toEqual([]);
    expect(await planned(surveys.id, { as: stranger.member, of: stranger.id })).toEqual([]);
  });
});

// Applies what the tests above look at.
it("what was planned is what is applied", async () => {
  const plan = await planned(surveys.id);
  await imports.apply(team, surveys.id);
  const done = await db.as(
    team.member,
    (sql) => sql<Change[]>`select * from public.import_changes_page(${team.id}, ${surveys.id})`,
  );
  const own = new Set(["content_hash", "import_job_id", "source_row", "withdrawn_at"]);
  const ofTheFile = done.map((change) => ({
    ...change,
    fields: change.fields.filter(({ field }) => !own.has(field)),
  }));
  expect(told(ofTheFile)).toEqual(expect.arrayContaining(told(plan)));
  expect(ofTheFile).toHaveLength(plan.length);
  expect(await planned(surveys.id)).toEqual([]);
});

it("orders tell the values that the client raised and cut", async () => {
  const orders = await imports.preview(team, {
    content: orderFile([order("6500000001.00001", 120), order("6500000002.00001", 90)]),
  });
  expect(told(await planned(orders.id, { kind: "raised" }))).toEqual([
    ["6500000001.00001", "changed", ["order_value", "100.00", "120.00"]],
  ]);
  expect(told(await planned(orders.id, { kind: "cut" }))).toEqual([
    ["6500000002.00001", "changed", ["order_value", "100.00", "90.00"]],
  ]);
});
