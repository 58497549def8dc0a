import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import ExcelJS from "exceljs";
import { writeXlsx } from "hucre";
import { afterAll, beforeAll, expect, test } from "vitest";
import { faultHeading } from "@/features/imports/lib/columns";
import { writeFailedRows } from "@/features/imports/lib/failed-rows-workbook";

const headers = ["Purchase order No.", "Q.S. number", "TOTAL", "CREATED"];
let directory: string;
let sheet: ExcelJS.Worksheet;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "failed-rows-"));
  const original = join(directory, "original.xlsx");
  const rows = [
    headers,
    ["9900000001.00010", "1", 10, null],
    [9900000001.0001, "=1+1", "12,34,5", new Date("2026-03-31T00:00:00Z")],
    ["9900000001.00010", "3", 30, null],
    ["@name\u0001", "+4", -5.5, "-x", "beyond"],
  ];
  await writeFile(original, await writeXlsx({ sheets: [{ name: "Export", rows }] }));
  const made = join(directory, "made.xlsx");
  await writeFailedRows(made, original, {
    sheet: "Export",
    csv: null,
    headers,
    faults: new Map([
      [3, "TOTAL: This is not an amount."],
      [5, "=HYPERLINK(0)"],
    ]),
  });
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.readFile(made);
  sheet = workbook.worksheets[0]!;
});
afterAll(() => rm(directory, { recursive: true }));

const line = (row: number) => (sheet.getRow(row).values as unknown[]).slice(1);

test("the headings come first and the fault last, behind every cell of the file", () => {
  expect(sheet.rowCount).toBe(3);
  expect(line(1)).toEqual([...headers, undefined, faultHeading]);
  expect(sheet.getCell("F2").value).toBe("TOTAL: This is not an amount.");
});

test("cells are what they were: a number stays a number, a day a day in text", () => {
  expect(line(2).slice(0, 4)).toEqual([9900000001.0001, "=1+1", "12,34,5", "2026-03-31"]);
  expect(line(3)).toEqual(["@name\ufffd", "+4", -5.5, "-x", "beyond", "=HYPERLINK(0)"]);
});

test("what looks like a formula is text, in cells that keep it text", () => {
  for (const address of ["B2", "A3", "B3", "D3", "F3"]) {
    const cell = sheet.getCell(address);
    expect(cell.type, address).toBe(ExcelJS.ValueType.String);
    expect(cell.formula, address).toBeUndefined();
    expect(cell.numFmt, address).toBe("@");
  }
});
