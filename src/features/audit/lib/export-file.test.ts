import ExcelJS from "exceljs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { writeCsv, writeTextWorkbook } from "@/features/audit/lib/export-file";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "audit-"));
});
afterAll(async () => rm(folder, { recursive: true }));

const hostile = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "\r=1"];

test("no cell of a CSV begins like a formula, and every cell stays one cell", async () => {
  const path = join(folder, "log.csv");
  await writeCsv(path, ['a"b', "c,d", "e\nf"], [hostile]);
  const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(await readFile(path));
  expect(text.startsWith('\ufeff"a""b","c,d","e\nf"\r\n')).toBe(true);
  for (const cell of hostile) expect(text).toContain(`"'${cell}"`);
});

test("a CSV of many rows holds each of them once, in order", async () => {
  const path = join(folder, "long.csv");
  async function* rows() {
    for (let row = 1; row <= 20_000; row += 1) yield [String(row), "x".repeat(20)];
  }
  await writeCsv(path, ["Number", "Text"], rows());
  const lines = (await readFile(path, "utf8")).trimEnd().split("\r\n").slice(1);
  expect(lines.map((line) => Number(line.slice(1, line.indexOf('",'))))).toEqual(
    Array.from({ length: 20_000 }, (_, index) => index + 1),
  );
});

test("every cell of a workbook is text, as it was", async () => {
  const path = join(folder, "log.xlsx");
  await writeTextWorkbook(path, "Audit log", ["Heading", ...hostile], [["\u0001x".repeat(30_000)], hostile]);
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.readFile(path);
  const sheet = workbook.worksheets[0]!;
  expect(sheet.name).toBe("Audit log");
  hostile.forEach((text, at) => {
    for (const cell of [sheet.getCell(1, at + 2), sheet.getCell(3, at + 1)]) {
      expect(cell.type).toBe(ExcelJS.ValueType.String);
      expect(cell.formula).toBeUndefined();
      expect(cell.value).toBe(text);
    }
  });
  expect(String(sheet.getCell(2, 1).value)).toHaveLength(32_767);
});
