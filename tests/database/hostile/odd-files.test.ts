import { beforeEach, describe, expect, it } from "vitest";
import { buildZip, workbookParts } from "../../../src/libs/worksheet-reader/test-support";
import { useDatabase } from "../support/database";
import { useImports } from "../support/imports";
import { createOrganization, type Organization } from "../support/people";
import {
  type Cell,
  letters,
  rowsXml,
  survey,
  surveyFile,
  surveyHeaders,
  table,
  workbook,
} from "../support/workbooks";
import { goodRows, noise, sheet } from "./hostile-file";

const db = useDatabase();
const imports = useImports(db);
let organization: Organization;
beforeEach(async () => {
  organization = await createOrganization(db.owner, "odd");
});

const good = rowsXml(goodRows);
const [headers, ...body] = goodRows as [Cell[], ...Cell[][]];
const decoy = rowsXml(table(surveyHeaders, [survey("6500000001.00001", "DECOY", 999)]));
const kept = async () => {
  const rows = await db.owner<{ qs: string }[]>`
    select qs_number as qs from public.quantity_surveys where organization_id = ${organization.id} order by source_row`;
  return rows.map(({ qs }) => qs);
};

describe("an odd workbook", () => {
  const files: [string, () => Buffer][] = [
    [
      "that claims to reach from A1 to XFD1048576",
      () =>
        buildZip(
          workbookParts([
            { xml: `<worksheet><dimension ref="A1:XFD1048576"/><sheetData>${good}</sheetData></worksheet>` },
          ]),
        ),
    ],
    [
      "with styled blank cells to the last column and row",
      () =>
        sheet(`${good}<row r="4"><c r="XFD4" s="1"/></row><row r="1048576"><c r="A1048576" s="1"/></row>`),
    ],
    [
      "whose first sheet is hidden",
      () => buildZip(workbookParts([{ state: "hidden", rows: decoy }, { rows: good }])),
    ],
    [
      "whose first sheet is empty",
      () => buildZip(workbookParts([{ rows: '<row r="1"><c r="A1" s="1"/></row>' }, { rows: good }])),
    ],
    [
      "with several sheets, of which the first counts",
      () => buildZip(workbookParts([{ rows: good }, { rows: decoy }])),
    ],
    [
      "with a merged title above its headers",
      () =>
        buildZip(
          workbookParts([
            {
              xml:
                `<worksheet><sheetData>${rowsXml([["Quantity surveys, all plants"], ...goodRows])}</sheetData>` +
                '<mergeCells count="1"><mergeCell ref="A1:N1"/></mergeCells></worksheet>',
            },
          ]),
        ),
    ],
    ["whose rows and cells don't say where they stand", () => sheet(good.replace(/ r="[A-Z]*\d+"/g, ""))],
    [
      "with Windows line ends and blank rows in between",
      () => workbook([null, headers, null, ...body, null]),
    ],
  ];
  it.each(files)("%s is read", async (_, file) => {
    const row = await imports.import(organization, { content: file() });
    expect(row).toMatchObject({ row_count: 2, new_count: 2, error_count: 0 });
    expect(await kept()).toEqual(["QS1", "QS2"]);
  });

  it("is known by its content, not by its name", async () => {
    const csv = Buffer.from("Purchase order No.,Q.S. number,TOTAL\n6500000001.00001,QS1,10.50\n");
    expect(await imports.import(organization, { content: csv, fileName: "really.xlsx" })).toMatchObject({
      new_count: 1,
    });
    const row = await imports.preview(organization, { content: workbook(goodRows), fileName: "really.csv" });
    expect(row).toMatchObject({ row_count: 2 });
  });

  it("with headers but no rows says that it changes nothing", async () => {
    const row = await imports.preview(organization, { content: workbook([headers]) });
    expect(row).toMatchObject({ row_count: 0, new_count: 0, withdrawn_count: 0 });
  });
});

describe("odd headers", () => {
  it("keep their values apart", async () => {
    const odd = ["__proto__", "constructor", "Note", "Note", "", "\u00a0", "x".repeat(5_000)];
    const content = workbook([
      [...surveyHeaders, ...odd],
      [...body[0]!, ...odd.map((_, index) => `value ${index}`), "beyond all headers"],
    ]);
    const row = await imports.import(organization, { content });
    expect(row).toMatchObject({ error_count: 0, new_count: 1 });
    const [found] = await db.owner<{ attributes: [string, string][] }[]>`
      select (select jsonb_agg(jsonb_build_array(key, value) order by value) from jsonb_each_text(attributes)) as attributes
      from public.quantity_surveys where organization_id = ${organization.id}`;
    const at = (index: number) => letters(surveyHeaders.length + index);
    expect(found!.attributes).toEqual([
      [`Column ${at(7)}`, "beyond all headers"],
      ["__proto__", "value 0"],
      ["constructor", "value 1"],
      ["Note", "value 2"],
      [`Note (${at(3)})`, "value 3"],
      [`Column ${at(4)}`, "value 4"],
      [`Column ${at(5)}`, "value 5"],
      ["x".repeat(200), "value 6"],
    ]);
  });
});

describe("one huge text that every row refers to", () => {
  const shared: Cell = { attributes: 't="s"', inner: "<v>0</v>" };
  it.each(["Quantity survey short text", "Plant section"])(
    "in %s is refused row by row, quoted in short",
    async (header) => {
      const rows = Array.from({ length: 500 }, (_, index) => ({
        ...survey("6500000001.00001", `QS${index}`, 1),
        [header]: shared,
      }));
      const text = noise(90_000);
      const content = sheet(rowsXml(table(surveyHeaders, rows)), { strings: [text] });
      const row = await imports.preview(organization, { content });
      expect(row).toMatchObject({ row_count: 500, error_count: 500, new_count: 0 });
      const [errors] = await db.owner`
      select count(*)::integer as count, max(length(value)) as longest, min(code) as code
      from public.import_row_errors where import_job_id = ${row.id}`;
      expect(errors).toEqual({ count: 500, longest: 200, code: "too_long" });
    },
  );
});

it("the same file twice at once is imported once", async () => {
  const content = surveyFile(
    Array.from({ length: 500 }, (_, index) => survey("6500000001.00001", `QS${index}`, 1)),
  );
  const previews = await Promise.all([1, 2].map(() => imports.preview(organization, { content })));
  expect(previews.map(({ new_count }) => new_count)).toEqual([500, 500]);
  const applied = await Promise.all(previews.map(({ id }) => imports.apply(organization, id)));
  expect(new Set(applied.map(({ new_count }) => new_count))).toEqual(new Set([0, 500]));
  expect(new Set(applied.map(({ unchanged_count }) => unchanged_count))).toEqual(new Set([0, 500]));
  expect(await kept()).toHaveLength(500);
});
