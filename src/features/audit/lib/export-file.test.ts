import ExcelJS from "exceljs";
import { expect, test } from "vitest";
import { csvOf, workbookOf } from "@/features/audit/lib/export-file";

const hostile = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "\r=1"];

test("no cell of a CSV begins like a formula, and every cell stays one cell", () => {
  const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(csvOf([['a"b', "c,d", "e\nf"], hostile]));
  expect(text.startsWith('\ufeff"a""b","c,d","e\nf"\r\n')).toBe(true);
  for (const cell of hostile) expect(text).toContain(`"'${cell}"`);
});

test("every cell of a workbook is text, as it was", async () => {
  const file = await workbookOf("Audit log", [["Heading", ...hostile], ["\u0001x".repeat(30_000)]]);
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load(file.buffer);
  const sheet = workbook.worksheets[0]!;
  expect(sheet.name).toBe("Audit log");
  hostile.forEach((_text, at) => {
    const cell = sheet.getCell(1, at + 2);
    expect(cell.type).toBe(ExcelJS.ValueType.String);
    expect(cell.formula).toBeUndefined();
  });
  expect(sheet.getCell(1, 2).value).toBe("=1+1");
  expect(String(sheet.getCell(2, 1).value)).toHaveLength(32_767);
});
