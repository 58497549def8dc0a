import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setImmediate as turn } from "node:timers/promises";
import ExcelJS from "exceljs";
import { afterAll, beforeAll, expect, it } from "vitest";
import { readWorksheet } from "@/libs/worksheet-reader";
import { type Cell, writeWorkbook } from "./workbook-writer";

let folder: string;
beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), "workbook-"))));
afterAll(() => rm(folder, { recursive: true }));

const column = (heading: string, format = "@") => ({ heading, format, width: 20 });

it("an independent reader finds the sheets, headings, formats and cells that were written", async () => {
  const path = join(folder, "cells.xlsx");
  const texts = ["=1+1", " spaces ", "line\r\nbreak", `<&>"'`, "\u0001", "\ud800", "😀", ""];
  await writeWorkbook(path, [
    {
      name: "Texts & more",
      columns: [column("Text"), column("Row", "#,##0")],
      rows: texts.map((text, row) => [text, row]),
    },
    { name: "Empty", columns: [column("Amount", "#,##0.00")], rows: [] },
  ]);
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.readFile(path);
  expect(workbook.worksheets.map(({ name }) => name)).toEqual(["Texts & more", "Empty"]);
  const [sheet, empty] = workbook.worksheets;
  const read = texts.map((_text, row) => [
    sheet!.getCell(row + 2, 1).value,
    sheet!.getCell(row + 2, 2).value,
  ]);
  const kept = texts.map((text) => text.replace("\u0001", "\ufffd").toWellFormed() || null);
  expect(read).toEqual(kept.map((text, row) => [text, row]));
  expect(sheet!.getRow(1).values).toEqual([undefined, "Text", "Row"]);
  expect([sheet!.getCell("A2").numFmt, sheet!.getCell("B2").numFmt]).toEqual(["@", "#,##0"]);
  expect(sheet!.views).toMatchObject([{ state: "frozen", ySplit: 1 }]);
  expect(empty!.rowCount).toBe(1);
});

it("rows are asked for as they are written, while the process does other things", async () => {
  const path = join(folder, "large.xlsx");
  const count = 60_000;
  let asked = 0;
  const seen = [0];
  function* rows(): Generator<Cell[]> {
    for (; asked < count; asked += 1)
      yield [`Row ${asked} of something that is read while it is written`, asked];
  }
  const writing = writeWorkbook(path, [
    { name: "Rows", columns: [column("Text"), column("No.", "#,##0")], rows: rows() },
  ]);
  let isOver = false;
  void writing.then(() => (isOver = true));
  while (!isOver) {
    await turn();
    if (seen.at(-1) !== asked) seen.push(asked);
  }
  await writing;
  // Looked at from outside, the rows were taken in many small steps; no step is more than a few chunks long.
  const steps = seen.map((now, index) => now - (seen[index - 1] ?? 0));
  expect(Math.max(...steps)).toBeLessThan(count / 10);
  expect((await stat(path)).size).toBeGreaterThan(0);
  let last = "";
  const { rows: found } = await readWorksheet(path, {}, (row) => {
    last = row.text(1);
  });
  expect({ found, last }).toEqual({ found: count + 1, last: String(count - 1) });
});
