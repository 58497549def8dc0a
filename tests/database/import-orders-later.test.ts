import { beforeEach, expect, it } from "vitest";
import { useDatabase } from "./support/database";
import { useImports } from "./support/imports";
import { createTeam, type Team } from "./support/people";
import { refusalOf } from "./support/refusals";
import { order, orderFile, survey, surveyFile } from "./support/workbooks";

const db = useDatabase();
const imports = useImports(db);
const line = "6500000001.00001";
const surveys = surveyFile([survey(line, "Q1", 10), survey(line, "Q2", 20)]);
const warnings = (row: { metadata: { remarks?: { tone: string; text: string }[] } }) =>
  row.metadata.remarks!.filter(({ tone }) => tone === "warning").map(({ text }) => text);

let team: Team;
beforeEach(async () => {
  team = await createTeam(db.owner, "orders later");
});

it("surveys that come before any order are warned of, until the orders are there", async () => {
  const waiting = await imports.preview(team, { content: surveys });
  expect(waiting.orphan_count).toBe(2);
  expect(warnings(waiting)).toEqual([
    expect.stringMatching(/^No purchase orders yet: all 2 quantity surveys/),
  ]);

  await imports.import(team, { content: orderFile([order(line, 1000)]) });
  // Whoever still has the former preview on the screen can't confirm it.
  expect(await imports.row(waiting.id)).toMatchObject({ status: "pending", phase: "comparing" });
  const compared = await imports.work(team, waiting.id);
  expect(compared).toMatchObject({ status: "awaiting_confirmation", orphan_count: 0, money_after: "30.00" });
  expect(warnings(compared)).toEqual([]);
  const stale = await refusalOf(
    db,
    team.member,
    (sql) =>
      sql`select public.confirm_import(${waiting.id}, ${waiting.preview_version}, ${waiting.mode}, ${waiting.repeat_policy})`,
  );
  expect(stale.message).toMatch(/^The file was compared again after you opened this preview/);
});

it("surveys of which none names a known order are warned of, too; those of some that do are not", async () => {
  await imports.import(team, { content: orderFile([order("6500000009.00001", 1000)]) });
  const foreign = await imports.preview(team, { content: surveys });
  expect(warnings(foreign)).toEqual([expect.stringMatching(/^None of the 2 quantity surveys names/)]);
  const mixed = await imports.preview(team, {
    content: surveyFile([survey(line, "Q1", 10), survey("6500000009.00001", "Q1", 20)]),
  });
  expect(warnings(mixed)).toEqual([]);
});
