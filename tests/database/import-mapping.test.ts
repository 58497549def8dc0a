import { beforeAll, describe, expect, it } from "vitest";
import { buildZip, workbookParts } from "../../src/libs/worksheet-reader/test-support";
import { useDatabase } from "./support/database";
import { type ImportRow, useImports } from "./support/imports";
import { anonymous, createTeam, type Team } from "./support/people";
import { auditOf, expectAlike, refusalOf } from "./support/refusals";
import { createImport } from "./support/records";
import {
  order,
  orderFile,
  rowsXml,
  survey,
  surveyFile,
  surveyHeaders,
  table,
  workbook,
} from "./support/workbooks";

const db = useDatabase();
const imports = useImports(db);

let team: Team;
let others: Team;
beforeAll(async () => {
  others = await createTeam(db.owner, "others");
});

interface Question {
  missing: string[];
  duplicates: { field: string; columns: number[] }[];
  ambiguities: {
    kind: string;
    field: string;
    text: string;
    row: number;
    readings: Record<string, string | null>;
  }[];
}
const questionOf = (row: ImportRow) => row.metadata["question"] as Question;

/** Uploads a file and lets the worker at it. */
async function stage(content: Buffer | string, more: { fileName?: string; kind?: "quantity_surveys" } = {}) {
  return imports.work(
    team,
    await imports.upload(team, {
      content: typeof content === "string" ? Buffer.from(content) : content,
      ...more,
    }),
  );
}

/** Answers as a member, and lets the worker go on. */
async function choose(
  importId: string,
  columns: Record<string, string | null>,
  { dates = "auto", decimal = "auto" } = {},
): Promise<ImportRow> {
  await db.as(
    team.member,
    (sql) =>
      sql`select public.choose_import_mapping(${importId}, ${sql.json(columns)}, ${dates}, ${decimal})`,
  );
  return imports.work(team, importId);
}

const surveys = () => db.owner<
  { no: string; total: string; created: string | null; accepted: string | null }[]
>`
  select qs_number as no, total::text, created_date::text as created, accepted_date::text as accepted
  from public.quantity_surveys where organization_id = ${team.id} order by qs_number`;

describe("a file whose headers lack a required column", () => {
  const foreign = (total: number) =>
    workbook(
      table(
        surveyHeaders.map((header) => (header === "TOTAL" ? "Umsatz" : header)),
        [
          survey("6500000001.00001", "A1", null, { Umsatz: total }),
          survey("6500000001.00001", "A2", null, { Umsatz: 7 }),
        ],
      ),
    );
  let waiting: ImportRow;
  beforeAll(async () => {
    team = await createTeam(db.owner, "missing");
    waiting = await stage(foreign(12.5));
  });

  it("waits for a person, with what the file holds", async () => {
    expect(waiting).toMatchObject({
      status: "awaiting_mapping",
      phase: "ready",
      type: "quantity_surveys",
      lease_token: null,
    });
    expect(questionOf(waiting)).toEqual({ missing: ["total"], duplicates: [], ambiguities: [] });
    const column = surveyHeaders.indexOf("TOTAL");
    expect((waiting.metadata["mapping"] as unknown[])[column]).toEqual({
      header: "Umsatz",
      field: null,
      confidence: null,
      samples: ["12.5", "7"],
    });
    expect(await surveys()).toEqual([]);
  });

  it("can't be confirmed before that", async () => {
    const refusal = await refusalOf(
      db,
      team.member,
      (sql) =>
        sql`select public.confirm_import(j.id, j.preview_version, j.mode, j.repeat_policy) from public.import_jobs j where j.id = ${waiting.id}`,
    );
    expect(refusal).toMatchObject({ code: "AE409", message: expect.stringContaining("awaiting mapping") });
  });

  it("asks again when the answer leaves a required field out", async () => {
    const again = await choose(waiting.id, { umsatz: "short_text", quantitysurveyshorttext: null });
    expect(again.status).toBe("awaiting_mapping");
    expect(questionOf(again).missing).toEqual(["total"]);
  });

  it("goes on to its preview once the column is chosen", async () => {
    const staged = await choose(waiting.id, { umsatz: "total", quantitysurveyshorttext: "short_text" });
    expect(staged).toMatchObject({ status: "awaiting_confirmation", new_count: 2, error_count: 0 });
    expect(staged.metadata).toMatchObject({ question: null, unmapped: ["Plant section"] });
    await imports.apply(team, staged.id);
    expect(await surveys()).toMatchObject([
      { no: "A1", total: "12.50" },
      { no: "A2", total: "7.00" },
    ]);
    const entries = await auditOf(db.owner, team.id);
    expect(entries.find(({ action }) => action === "import.mapping_chosen")).toMatchObject({
      acted_by: team.member.userId,
      entity_id: waiting.id,
    });
  });

  it("is not asked for the same headers a second time", async () => {
    const next = await stage(foreign(20));
    expect(next).toMatchObject({ status: "awaiting_confirmation", changed_count: 1, unchanged_count: 1 });
    expect((next.metadata["mapping"] as unknown[])[surveyHeaders.indexOf("TOTAL")]).toMatchObject({
      field: "total",
      confidence: "remembered",
    });
  });

  it("is asked for them again when the answer was forgotten", async () => {
    const { id } = await stage(foreign(21));
    await db.as(team.member, (sql) => sql`select public.forget_import_mapping(${id})`);
    expect(await imports.work(team, id)).toMatchObject({ status: "awaiting_mapping" });
    await db.as(team.member, (sql) => sql`select public.cancel_import(${id})`);
    expect((await imports.row(id)).status).toBe("canceled");
  });
});

describe("two columns that match a field equally well", () => {
  it("are asked for, told apart, and remembered", async () => {
    team = await createTeam(db.owner, "twice");
    const file = (first: number, second: number) =>
      workbook([
        ["Purchase order No.", "Q.S. number", "TOTAL", "Total"],
        ["6500000001.00001", "A1", first, second],
      ]);
    const waiting = await stage(file(1, 2));
    expect(waiting.status).toBe("awaiting_mapping");
    expect(questionOf(waiting)).toMatchObject({
      missing: [],
      duplicates: [{ field: "total", columns: [2, 3] }],
    });
    const columns = {
      purchaseorderno: "purchase_order_no",
      qsnumber: "qs_number",
      total: null,
      "total#2": "total",
    };
    const staged = await choose(waiting.id, columns);
    await imports.apply(team, staged.id);
    expect(await surveys()).toMatchObject([{ no: "A1", total: "2.00" }]);
    await imports.apply(team, (await stage(file(5, 6))).id);
    expect(await surveys()).toMatchObject([{ no: "A1", total: "6.00" }]);
  });
});

describe("dates in text that can be read in two ways", () => {
  const file = (...created: string[]) =>
    surveyFile(
      created.map((day, index) =>
        survey("6500000001.00001", `A${index}`, 1, { CREATED: day, Accepted: { date: "2026-05-06" } }),
      ),
    );

  it.each([
    ["dmy", "2026-03-04"],
    ["mdy", "2026-04-03"],
  ])("are asked for, and read as %s when that is the answer", async (dates, read) => {
    team = await createTeam(db.owner, dates);
    const waiting = await stage(file("04/03/2026", "05/05/2026"));
    expect(waiting.status).toBe("awaiting_mapping");
    expect(questionOf(waiting)).toMatchObject({
      missing: [],
      ambiguities: [
        {
          kind: "date",
          field: "created_date",
          text: "04/03/2026",
          row: 2,
          readings: { dmy: "2026-03-04", mdy: "2026-04-03" },
        },
      ],
    });
    const staged = await choose(waiting.id, {}, { dates });
    expect(staged).toMatchObject({ status: "awaiting_confirmation", row_count: 2, error_count: 0 });
    await imports.apply(team, staged.id);
    expect(await surveys()).toMatchObject([
      { created: read, accepted: "2026-05-06" },
      { created: "2026-05-05", accepted: "2026-05-06" },
    ]);
  });

  it("follow the answer in the next file", async () => {
    const next = await stage(file("07/08/2026"));
    expect(next).toMatchObject({
      status: "awaiting_confirmation",
      metadata: { conventions: { date_order: { use: "mdy", by: "remembered" } } },
    });
  });

  it("are decided by another row of the file, also against the last answer", async () => {
    const next = await stage(file("04/03/2026", "31/12/2025"));
    expect(next).toMatchObject({
      status: "awaiting_confirmation",
      row_count: 2,
      error_count: 0,
      metadata: { conventions: { date_order: { use: "dmy", by: "file" } } },
    });
    await imports.apply(team, next.id);
    expect(await surveys()).toMatchObject([{ created: "2026-03-04" }, { created: "2025-12-31" }]);
  });

  it("leave out rows that contradict the answer", async () => {
    const waiting = await stage(file("04/03/2026", "31/12/2025", "12/31/2025"));
    expect(waiting.status).toBe("awaiting_mapping");
    const staged = await choose(waiting.id, {}, { dates: "dmy" });
    expect(staged).toMatchObject({ status: "awaiting_confirmation", row_count: 3, error_count: 1 });
  });
});

describe("a CSV file", () => {
  const header = "Purchase order No.;Q.S. number;TOTAL;CREATED";
  beforeAll(async () => {
    team = await createTeam(db.owner, "csv");
  });

  it("with semicolons and decimal commas means what it says", async () => {
    const text = `${header}\r\n6500000001.00001;A1;1.234;31.01.2026\r\n6500000001.00001;A2;12,50;2026-02-01\r\n`;
    const row = await stage(text, { fileName: "export.csv" });
    expect(row).toMatchObject({
      status: "awaiting_confirmation",
      error_count: 0,
      metadata: {
        csv: { delimiter: ";", encoding: "utf-8" },
        conventions: { decimal: { use: "comma", by: "file" } },
      },
    });
    await imports.apply(team, row.id);
    expect(await surveys()).toMatchObject([
      { no: "A1", total: "1234.00", created: "2026-01-31" },
      { no: "A2", total: "12.50", created: "2026-02-01" },
    ]);
  });

  it("is asked for its decimals when it proves none", async () => {
    const waiting = await stage(`${header}\n6500000001.00001;A3;1.234;\n`);
    expect(waiting.status).toBe("awaiting_mapping");
    expect(questionOf(waiting).ambiguities).toMatchObject([
      { kind: "decimal", field: "total", text: "1.234", readings: { point: "1.23", comma: "1234.00" } },
    ]);
    const staged = await choose(waiting.id, {}, { decimal: "point" });
    await imports.apply(team, staged.id);
    expect((await surveys()).at(-1)).toMatchObject({ no: "A3", total: "1.23" });
  });

  it("is read by another delimiter and encoding when a person says so", async () => {
    const text = "Purchase order No.|Q.S. number|TOTAL|Short text\n6500000001.00001|B1|1,5|K\u00f6ln,a\n";
    // One line alone counts more commas than bars of the same kind: what is found may be wrong.
    const first = await stage(Buffer.from(text, "latin1"));
    await db.as(
      team.member,
      (sql) =>
        sql`select public.choose_import_reading(${first.id}, 'quantity_surveys', null, '|', 'windows-1252')`,
    );
    const row = await imports.work(team, first.id);
    expect(row.metadata).toMatchObject({ csv: { delimiter: "|", encoding: "windows-1252" } });
    await imports.apply(team, row.id);
    const [kept] =
      await db.owner`select short_text from public.quantity_surveys where organization_id = ${team.id} and qs_number = 'B1'`;
    expect(kept).toEqual({ short_text: "Köln,a" });
  });

  it("of unknown headers fails, and can be mapped by hand once its kind is said", async () => {
    const failed = await stage("Bestellung,Nummer,Betrag\n6500000001.00001,C1,5.00\n");
    expect(failed).toMatchObject({ status: "failed", failure_code: "no-header-row" });
    await db.as(
      team.member,
      (sql) => sql`select public.choose_import_reading(${failed.id}, 'quantity_surveys')`,
    );
    const waiting = await imports.work(team, failed.id);
    expect(waiting).toMatchObject({ status: "awaiting_mapping", failure_reason: null });
    const columns = { bestellung: "purchase_order_no", nummer: "qs_number", betrag: "total" };
    expect(await choose(waiting.id, columns)).toMatchObject({
      status: "awaiting_confirmation",
      new_count: 1,
    });
  });
});

describe("a workbook with several sheets", () => {
  it("is read from the first that has the headers, or from the one that a person names", async () => {
    team = await createTeam(db.owner, "sheets");
    const sheet = (name: string, rows: Parameters<typeof rowsXml>[0]) => ({ name, rows: rowsXml(rows) });
    const content = buildZip(
      workbookParts([
        sheet("Cover", [["Report of", { date: "2026-01-01" }]]),
        sheet("January", table(surveyHeaders, [survey("6500000001.00001", "A1", 1)])),
        sheet(
          "February",
          table(surveyHeaders, [survey("6500000001.00001", "A2", 2), survey("6500000001.00001", "A3", 3)]),
        ),
      ]),
    );
    const row = await stage(content);
    expect(row).toMatchObject({
      row_count: 1,
      metadata: { sheet: "January", sheets: ["Cover", "January", "February"] },
    });
    await db.as(team.member, (sql) => sql`select public.choose_import_reading(${row.id}, null, 'February')`);
    expect(await imports.work(team, row.id)).toMatchObject({ row_count: 2, metadata: { sheet: "February" } });
  });
});

describe("to say how a file is read", () => {
  it.each(["choose_import_mapping", "choose_import_reading", "forget_import_mapping"] as const)(
    "%s is for members of the organization, until the import is confirmed",
    async (name) => {
      team = await createTeam(db.owner, name);
      const call = (sql: Parameters<Parameters<typeof db.as>[1]>[0], id: string) =>
        name === "choose_import_mapping"
          ? sql`select public.choose_import_mapping(${id}, '{}')`
          : name === "choose_import_reading"
            ? sql`select public.choose_import_reading(${id})`
            : sql`select public.forget_import_mapping(${id})`;
      const make = (status: string, confirmed: string | null = null) =>
        createImport(db.owner, team.id, { type: "quantity_surveys", status, confirmed_at: confirmed });
      const id = await make("awaiting_mapping");
      for (const caller of [others.admin, team.former]) {
        const refusal = await expectAlike(db, caller, call, { foreign: id, unknown: crypto.randomUUID() });
        expect(refusal).toEqual({ code: "AE404", message: "There is no such import." });
      }
      expect(await refusalOf(db, anonymous, (sql) => call(sql, id))).toMatchObject({ code: "42501" });
      for (const [status, confirmed] of [
        ["succeeded", "2026-01-01"],
        ["canceled", null],
        ["processing", null],
        ["failed", "2026-01-01"],
      ] as const) {
        const late = await make(status, confirmed);
        expect(await refusalOf(db, team.member, (sql) => call(sql, late))).toMatchObject({ code: "AE409" });
      }
      for (const status of ["awaiting_mapping", "awaiting_confirmation", "failed"]) {
        const open = await make(status);
        await db.as(team.member, (sql) => call(sql, open));
        expect(await imports.row(open)).toMatchObject({
          status: "pending",
          phase: "queued",
          failure_reason: null,
        });
      }
    },
  );

  it.each<[string, unknown]>([
    ["a field twice", { a: "total", b: "total" }],
    ["a number for a field", { a: 1 }],
    ["a list of columns", ["total"]],
  ])("refuses %s", async (_, columns) => {
    const id = await createImport(db.owner, team.id, {
      type: "quantity_surveys",
      status: "awaiting_mapping",
    });
    const refusal = await refusalOf(
      db,
      team.member,
      (sql) => sql`select public.choose_import_mapping(${id}, ${sql.json(columns as never)})`,
    );
    expect(refusal.code).toBe("AE422");
  });
});

describe("what an import would do", () => {
  it("counts the surveys that move a stage, and lists every purchase order that is unknown", async () => {
    team = await createTeam(db.owner, "moves");
    await imports.import(team, {
      content: orderFile([order("6500000001.00001", 100), order("6500000002.00001", 100)]),
    });
    const file = (accepted: string | null) =>
      surveyFile([
        survey("6500000001.00001", "A1", 10, { Accepted: accepted ? { date: accepted } : null }),
        survey("6500000009.00001", "A2", 5),
      ]);
    const first = await imports.import(team, { content: file(null) });
    expect(first.metadata["stage_moves"]).toEqual([{ before: null, after: "created", count: 2 }]);
    const second = await imports.import(team, { content: file("2026-02-01") });
    expect(second.metadata["stage_moves"]).toEqual([{ before: "created", after: "accepted", count: 1 }]);
    const orphans = await db.as(
      team.member,
      (sql) =>
        sql`select id, survey_count, total, matching from public.import_orphans_page(${team.id}, ${second.id}, '0009')`,
    );
    expect(orphans).toEqual([{ id: "6500000009.00001", survey_count: 1, total: "5.00", matching: 1 }]);
    const raised = await imports.import(team, {
      content: orderFile([
        order("6500000001.00001", 120),
        order("6500000002.00001", 90),
        order("6500000003.00001", 1),
      ]),
    });
    const numbers = async (kind: string) => {
      const effects = await db.as(
        team.member,
        (sql) => sql<{ no: string }[]>`
          select purchase_order_no as no from public.import_effects_page(${team.id}, ${raised.id}, '', ${kind})`,
      );
      const changes = await db.as(
        team.member,
        (sql) => sql<{ no: string }[]>`
          select purchase_order_no as no from public.import_changes_page(${team.id}, ${raised.id}, '', ${kind})`,
      );
      return [effects.map(({ no }) => no.slice(9, 10)), changes.map(({ no }) => no.slice(9, 10))];
    };
    expect(await numbers("raised")).toEqual([["1"], ["1"]]);
    expect(await numbers("cut")).toEqual([["2"], ["2"]]);
    expect(await numbers("new")).toEqual([["3"], ["1", "2"]]);
    expect(await numbers("changed")).toEqual([
      ["1", "2"],
      ["1", "2"],
    ]);
    expect(await numbers("rose")).toEqual([[], []]);
  });
});
