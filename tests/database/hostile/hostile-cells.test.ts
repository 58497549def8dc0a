import { beforeAll, describe, expect, it } from "vitest";
import { useDatabase } from "../support/database";
import { type ImportRow, useImports } from "../support/imports";
import { createOrganization, type Organization } from "../support/people";
import { type Row, survey, surveyFile, surveyHeaders } from "../support/workbooks";
import { amounts, dates, type HostileCell, keys, orderNumbers, texts } from "./cells";

const db = useDatabase();
const imports = useImports(db);
let organization: Organization;
beforeAll(async () => {
  organization = await createOrganization(db.owner, "cells");
});

type Staged = Record<string, string | null>;
type RowError = { column_letter: string; header: string; code: string; reason: string };
type Outcome = { values: Staged | undefined; errors: RowError[] };

/** What became of each row of a preview, by its number in the file. */
async function outcomeOf(row: ImportRow): Promise<(rowNumber: number) => Outcome> {
  const staging = `staging.rows_${row.id.replaceAll("-", "")}`;
  const staged = await db.owner<{ row_number: number; values: Staged }[]>`
    select row_number, to_jsonb(t) || jsonb_build_object('total', total::text, 'attribute', attributes ->> 'Plant section') as values
    from ${db.owner(staging)} t`;
  const errors = await db.owner<(RowError & { row_number: number })[]>`
    select row_number, column_letter, header, code, reason from public.import_row_errors
    where import_job_id = ${row.id} order by id`;
  const values = new Map(staged.map((each) => [each.row_number, each.values]));
  return (rowNumber) => ({
    values: values.get(rowNumber),
    errors: errors
      .filter((error) => error.row_number === rowNumber)
      .map(({ column_letter, header, code, reason }) => ({ column_letter, header, code, reason })),
  });
}

const columns: [string, string, HostileCell[]][] = [
  ["TOTAL", "total", amounts],
  ["CREATED", "created_date", dates],
  ["Q.S. number", "qs_number", keys],
  ["Purchase order No.", "purchase_order_no", orderNumbers],
  ["Quantity survey short text", "short_text", texts],
  // The same texts in a column that AESTrak has no field for.
  ["Plant section", "attribute", texts.filter((each) => !("refused" in each))],
];

describe.each(columns)("in the column %s", (header, field, cells) => {
  let outcome: (rowNumber: number) => Outcome;
  let row: ImportRow;
  beforeAll(async () => {
    const rows = cells.map(({ cell }, index): Row => ({
      ...survey("6500000009.00001", `C${index}`, 1),
      [header]: cell,
    }));
    row = await imports.preview(organization, { content: surveyFile(rows) });
    outcome = await outcomeOf(row);
  });

  it.each(cells.map((each, index) => ({ ...each, place: index + 2 })))(
    "$what is taken exactly, or refused with a reason",
    ({ place, ...cell }) => {
      const { values, errors } = outcome(place);
      if ("becomes" in cell) {
        expect(errors).toEqual([]);
        expect(values?.[field]).toBe(cell.becomes);
        return;
      }
      expect(values).toBeUndefined();
      expect(errors).toEqual([
        {
          header,
          column_letter: String.fromCharCode(65 + surveyHeaders.indexOf(header)),
          code: cell.refused,
          reason: expect.stringMatching(/\.$/),
        },
      ]);
    },
  );

  it("rows that are fine are not held up by those that aren't", () => {
    const refused = cells.filter((cell) => "refused" in cell).length;
    expect(row).toMatchObject({ row_count: cells.length, error_count: refused });
    expect(Number(row.new_count) + Number(row.duplicate_count)).toBe(cells.length - refused);
  });
});

describe("text files", () => {
  const conventions: [string, string, [string, string][]][] = [
    [
      ";",
      "decimal commas",
      [
        ["1.234,56", "1234.56"],
        ["1234,5", "1234.50"],
        ["1.234", "1234.00"],
        ["-0,01", "-0.01"],
        ["1.234.567,89", "1234567.89"],
      ],
    ],
    [
      ",",
      "decimal points",
      [
        ["1,234.56", "1234.56"],
        ["1234.5", "1234.50"],
        ["1,234", "1234.00"],
        ["(0.01)", "-0.01"],
        ["1,234,567.89", "1234567.89"],
      ],
    ],
    ["\t", "tabs", [["1234.56", "1234.56"]]],
    ["|", "bars", [["1234.56", "1234.56"]]],
  ];
  it.each(conventions)("separated by %j are read with %s", async (delimiter, _, cells) => {
    const quoted = (values: string[]) => values.map((value) => `"${value}"`).join(delimiter);
    const lines = [
      ["Purchase order No.", "Q.S. number", "TOTAL", "CREATED", "TRANSFERED", "Accepted"],
      ...cells.map(([text], index) => ["6500000001.00010", `00${index}`, text, "2026-01-31", "", ""]),
    ].map(quoted);
    const row = await imports.preview(organization, {
      content: Buffer.from(`\ufeff${lines.join("\r\n")}\r\n`),
      fileName: "export.csv",
    });
    const outcome = await outcomeOf(row);
    expect(row).toMatchObject({ row_count: cells.length, error_count: 0 });
    cells.forEach(([, becomes], index) => {
      const { values } = outcome(index + 2);
      expect(values).toMatchObject({
        purchase_order_no: "6500000001.00010",
        qs_number: `00${index}`,
        total: becomes,
        created_date: "2026-01-31",
      });
    });
  });

  it.each([
    ["windows-1252", (text: string) => Buffer.from(text, "latin1")],
    ["UTF-16", (text: string) => Buffer.from(`\ufeff${text}`, "utf16le")],
    ["UTF-8", (text: string) => Buffer.from(text)],
  ])("in %s keep their umlauts", async (_, encode) => {
    const text =
      "Purchase order No.;Q.S. number;TOTAL;Quantity survey short text\n6500000001.00001;1;2,50;Gerüst für Öfen\n";
    const row = await imports.preview(organization, { content: encode(text), fileName: "export.csv" });
    const { values } = (await outcomeOf(row))(2);
    expect(values).toMatchObject({ short_text: "Gerüst für Öfen", total: "2.50" });
  });
});
