import ExcelJS from "exceljs";
import fc from "fast-check";
import { writeXlsx } from "hucre/xlsx";
import { expect, test } from "vitest";
import { readAll, type ReadRow, temporaryFile } from "./test-support";

/** What both writers take, and both readers must give back alike. */
type Value = string | number | boolean | Date | null;

const text = fc
  .array(
    fc.constantFrom(
      "a",
      "Z",
      "7",
      " ",
      "&",
      "<",
      ">",
      '"',
      "'",
      "\n",
      "\t",
      "_x0041_",
      "_",
      "é",
      "価",
      "😀",
      "]]>",
      "&amp;",
    ),
    { maxLength: 12 },
  )
  .map((pieces) => pieces.join(""));
const value: fc.Arbitrary<Value> = fc.oneof(
  { weight: 4, arbitrary: text },
  { weight: 1, arbitrary: fc.string({ unit: "grapheme", maxLength: 30 }) },
  { weight: 3, arbitrary: fc.integer({ min: -1e9, max: 1e9 }).map((cents) => cents / 100) },
  { weight: 1, arbitrary: fc.double({ noNaN: true, noDefaultInfinity: true }) },
  { weight: 1, arbitrary: fc.boolean() },
  {
    weight: 3,
    // The younger date system knows no earlier day.
    arbitrary: fc
      .integer({ min: Date.UTC(1904, 0, 2) / 1000, max: Date.UTC(9999, 11, 31) / 1000 })
      .map((s) => new Date(s * 1000)),
  },
  { weight: 3, arbitrary: fc.constant(null) },
);
const table = fc.array(fc.array(value, { maxLength: 8 }), { minLength: 1, maxLength: 12 });

/** Our rows in the reference's terms: numbers as numbers, as libraries do not keep the lexical form. */
function comparable(rows: ReadRow[]): Map<string, unknown> {
  const found = new Map<string, unknown>();
  for (const { number, cells } of rows) {
    for (const [column, [kind, shown]] of cells.entries()) {
      if (kind !== "blank")
        found.set(`${number}:${column}`, [kind, kind === "number" ? Number(shown) : shown]);
    }
  }
  return found;
}

async function reference(file: Buffer): Promise<Map<string, unknown>> {
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load(file as unknown as ExcelJS.Buffer);
  const found = new Map<string, unknown>();
  workbook.worksheets[0]!.eachRow((row) => {
    row.eachCell((cell) => {
      const read = referenceCell(cell.value);
      if (read) found.set(`${row.number}:${Number(cell.col) - 1}`, read);
    });
  });
  return found;
}

function referenceCell(cell: ExcelJS.CellValue | undefined): [string, string | number] | undefined {
  if (cell === null || cell === undefined || cell === "") return undefined;
  if (typeof cell === "number") return ["number", cell];
  if (typeof cell === "boolean") return ["boolean", cell ? "TRUE" : "FALSE"];
  if (typeof cell === "string") return ["text", cell];
  if (cell instanceof Date) {
    const iso = new Date(Math.round(cell.getTime() / 1000) * 1000).toISOString().slice(0, 19);
    return ["date", iso.replace("T00:00:00", "")];
  }
  if ("error" in cell) return ["error", cell.error];
  if ("richText" in cell) return referenceCell(cell.richText.map((run) => run.text).join(""));
  if ("formula" in cell) return referenceCell(cell.result);
  throw new Error(`unexpected value ${JSON.stringify(cell)}`);
}

async function expectAgreement(file: Buffer): Promise<void> {
  const path = temporaryFile(file);
  const [ours, theirs] = await Promise.all([readAll(path), reference(file)]);
  expect(Object.fromEntries(comparable(ours))).toEqual(Object.fromEntries(theirs));
}

test("agrees with exceljs on workbooks that exceljs wrote", async () => {
  const error = fc.constantFrom("#N/A", "#REF!", "#DIV/0!", "#VALUE!").map((code) => ({ error: code }));
  const rich = fc
    .array(text, { minLength: 1, maxLength: 3 })
    .map((runs) => ({ richText: runs.map((run) => ({ text: run, font: { bold: true } })) }));
  // The reference drops false, 0 and empty results, and resolves entities in them twice.
  const formula = fc
    .oneof(fc.constantFrom("a < b", "价 😀", " x "), fc.integer(), fc.constant(true))
    .map((result) => ({ formula: "1+1", result: result || 7 }));
  const cell: fc.Arbitrary<ExcelJS.CellValue> = fc.oneof(
    { weight: 8, arbitrary: value },
    error,
    rich,
    formula,
  );
  const rows = fc.array(fc.tuple(fc.integer({ min: 1, max: 3 }), fc.array(cell, { maxLength: 8 })), {
    minLength: 1,
    maxLength: 12,
  });
  await fc.assert(
    fc.asyncProperty(rows, fc.boolean(), fc.boolean(), async (lines, date1904, useSharedStrings) => {
      const workbook = new ExcelJS.Workbook();
      workbook.properties.date1904 = date1904;
      const sheet = workbook.addWorksheet("Generated & more");
      let number = 0;
      for (const [step, cells] of lines) {
        number += step;
        for (const [column, content] of cells.entries()) {
          const target = sheet.getCell(number, column + 1);
          target.value = content;
          if (content instanceof Date) target.numFmt = date1904 ? "yyyy-mm-dd hh:mm:ss" : "m/d/yyyy";
          else if (typeof content === "number") target.numFmt = '[Red]#,##0.00 "dys"';
        }
      }
      await expectAgreement(Buffer.from(await workbook.xlsx.writeBuffer({ useSharedStrings })));
    }),
    { numRuns: 100 },
  );
}, 30_000);

test("agrees with exceljs on workbooks that hucre wrote", async () => {
  await fc.assert(
    fc.asyncProperty(table, fc.boolean(), async (rows, isDate1904) => {
      const dateSystem = isDate1904 ? "1904" : "1900";
      await expectAgreement(
        Buffer.from(await writeXlsx({ sheets: [{ name: "Generated", rows }], dateSystem })),
      );
    }),
    { numRuns: 100 },
  );
}, 30_000);
