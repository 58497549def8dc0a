import { randomUUID } from "node:crypto";
import { beforeEach, describe, expect, it } from "vitest";
import { useDatabase } from "./support/database";
import { type ImportRow, useImports } from "./support/imports";
import { anonymous, createTeam, type Team } from "./support/people";
import { expectAlike, refusalOf } from "./support/refusals";
import { previewUndo, standing, undo } from "./support/undo";
import { order, orderFile, survey, surveyFile } from "./support/workbooks";

const db = useDatabase();
const imports = useImports(db);
const line = "6500000001.00001";
let team: Team;
let surveys: ImportRow;

beforeEach(async () => {
  team = await createTeam(db.owner, "safe");
  await imports.import(team, { content: orderFile([order(line, 1_000)]) });
  surveys = await imports.import(team, {
    content: surveyFile([survey(line, "QS1", 800), survey("6500000099.00001", "QS2", 5)]),
  });
});

const now = () => standing(db.owner, team.id);
const request = (id: string) =>
  db.as(
    team.member,
    (sql) =>
      sql`select public.request_undo(j.id, o.data_version) from public.import_jobs j join public.organizations o on o.id = j.organization_id where j.id = ${id}`,
  );

describe("an undo that is stopped", () => {
  it("by an error at its very end leaves everything as it was, and can be asked for again", async () => {
    const before = await now();
    await request(surveys.id);
    // The last table that an undo writes to.
    await db.superuser.unsafe(`
      create function public.fail_at_the_end() returns trigger language plpgsql as 'begin raise ''disk full''; end';
      create trigger fail_at_the_end before update of undone_at on public.import_jobs
        for each row when (new.status = 'undone') execute function public.fail_at_the_end()`);
    const row = await imports.work(team, surveys.id);
    await db.superuser`drop function public.fail_at_the_end() cascade`;
    expect(row).toMatchObject({ status: "succeeded", phase: "done", failure_code: "undo-failed" });
    expect(await now()).toEqual(before);
    expect((await undo(db, imports, team, surveys.id)).status).toBe("undone");
  });

  it("by the death of its worker before it began is taken up by the next one", async () => {
    await request(surveys.id);
    await db.owner`
      update public.import_jobs set status = 'processing', lease_token = ${randomUUID()}, heartbeat_at = now() - interval '1 minute'
      where id = ${surveys.id}`;
    expect((await imports.work(team, surveys.id)).status).toBe("undone");
    const [left] =
      await db.owner`select count(*)::integer as surveys from public.quantity_surveys where organization_id = ${team.id}`;
    expect(left).toEqual({ surveys: 0 });
  });

  it("by an import that was applied meanwhile leaves that one's work alone, and names it", async () => {
    await request(surveys.id);
    // The worker gets to the other import first.
    await imports.import(team, { content: surveyFile([survey(line, "QS1", 700)]), fileName: "newer.xlsx" });
    const before = await now();
    const row = await imports.work(team, surveys.id);
    expect(row).toMatchObject({ status: "succeeded", failure_code: "undo-refused" });
    expect(row.failure_reason).toContain("“newer.xlsx”");
    expect(await now()).toEqual(before);
  });
});

it("an undo of something else than was shown is refused, whether it changed before or after it was asked for", async () => {
  const shown = (await previewUndo(db, team, surveys.id)).data_version;
  const ask = (version: number) =>
    refusalOf(db, team.member, (sql) => sql`select public.request_undo(${surveys.id}, ${version})`);
  const raise = () =>
    db.owner`update public.organizations set data_version = data_version + 1 where id = ${team.id}`;
  await raise();
  expect(await ask(shown)).toEqual({
    code: "AE409",
    message:
      "Your data has changed since you looked at what this undo would do. Look at it again, then decide.",
  });
  await request(surveys.id);
  await raise();
  const row = await imports.work(team, surveys.id);
  expect(row).toMatchObject({ status: "succeeded", failure_code: "undo-refused" });
  expect(row.failure_reason).toMatch(/^Your data changed after this undo was asked for/);
});

describe("while an import is being undone", () => {
  beforeEach(() => request(surveys.id));

  it("the import waits for the worker, still counted", async () => {
    expect(await imports.row(surveys.id)).toMatchObject({
      status: "pending",
      phase: "undoing",
      undo_requested_by: team.member.userId,
    });
  });

  it.each([
    ["canceled", "cancel_import($1)", "This import is being undone; that can no longer be stopped."],
    [
      "confirmed",
      "confirm_import($1, 1, 'incremental', 'fault')",
      "This import is not waiting for confirmation (it is pending).",
    ],
    ["tried again", "retry_import($1)", "Only a failed import can be tried again."],
    ["undone once more", "request_undo($1, 2)", "This import is being undone already."],
  ])("the import can not be %s", async (_what, call, sentence) => {
    const refusal = await refusalOf(db, team.admin, (sql) =>
      sql.unsafe(`select public.${call}`, [surveys.id]),
    );
    expect(refusal).toEqual({ code: "AE409", message: sentence });
  });
});

describe("who may undo", () => {
  it("nobody of another organization, who does not even learn that the import exists", async () => {
    const stranger = (await createTeam(db.owner, "strangers")).admin;
    const ids = { foreign: surveys.id, unknown: randomUUID() };
    for (const call of ["request_undo($1, 2)", "undo_preview($1)"]) {
      const refusal = await expectAlike(
        db,
        stranger,
        (sql, id) => sql.unsafe(`select public.${call}`, [id]),
        ids,
      );
      expect(refusal).toEqual({ code: "AE404", message: "There is no such import." });
    }
  });

  it("nobody who has left, nor anybody who is not signed in", async () => {
    for (const call of ["request_undo($1, 2)", "undo_preview($1)"]) {
      const former = await refusalOf(db, team.former, (sql) =>
        sql.unsafe(`select public.${call}`, [surveys.id]),
      );
      expect(former.code).toBe("AE404");
      const nobody = await refusalOf(db, anonymous, (sql) =>
        sql.unsafe(`select public.${call}`, [surveys.id]),
      );
      expect(nobody.code).toBe("42501");
    }
  });
});

describe("what can't be undone", () => {
  it("an import that was not applied", async () => {
    const { id } = await imports.preview(team, { content: surveyFile([survey(line, "QS3", 1)]) });
    const refusal = await refusalOf(
      db,
      team.admin,
      (sql) =>
        sql`select public.request_undo(j.id, o.data_version) from public.import_jobs j join public.organizations o on o.id = j.organization_id where j.id = ${id}`,
    );
    expect(refusal.message).toBe(
      "Only an import that was applied can be undone (this one is awaiting confirmation).",
    );
  });

  it("an import whose rows a later one withdrew, linked or changed", async () => {
    const withdrawn = await imports.import(team, {
      content: surveyFile([survey(line, "QS9", 1)]),
      mode: "snapshot",
      fileName: "full.xlsx",
    });
    const first = await refusalOf(
      db,
      team.admin,
      (sql) =>
        sql`select public.request_undo(j.id, o.data_version) from public.import_jobs j join public.organizations o on o.id = j.organization_id where j.id = ${surveys.id}`,
    );
    expect(first.message).toContain("“full.xlsx”");
    await undo(db, imports, team, withdrawn.id);

    const linking = await imports.import(team, {
      content: orderFile([order("6500000099.00001", 10)]),
      fileName: "orders.xlsx",
    });
    const second = await refusalOf(
      db,
      team.admin,
      (sql) =>
        sql`select public.request_undo(j.id, o.data_version) from public.import_jobs j join public.organizations o on o.id = j.organization_id where j.id = ${surveys.id}`,
    );
    expect(second.message).toContain("“orders.xlsx”");
    await undo(db, imports, team, linking.id);
    expect((await undo(db, imports, team, surveys.id)).status).toBe("undone");
  });
});

it("an import that changed nothing is undone without any effect", async () => {
  const before = await now();
  const { id } = await imports.import(team, { content: surveyFile([survey(line, "QS1", 800)]) });
  expect((await undo(db, imports, team, id)).status).toBe("undone");
  expect(await now()).toEqual(before);
});
