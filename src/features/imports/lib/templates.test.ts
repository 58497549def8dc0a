import { readFile } from "node:fs/promises";
import ExcelJS from "exceljs";
import { describe, expect, it } from "vitest";
import { columnsOf } from "@/features/imports/lib/columns";
import type { ImportKind } from "@/features/imports/lib/columns";
import { detectKind, matchHeaders } from "@/features/imports/lib/header-matching";
import { createRowReader } from "@/features/imports/lib/row-reader";
import { templateWorkbook } from "@/features/imports/lib/templates";
import type { CellKind, RowView } from "@/libs/worksheet-reader";

const kinds = Object.keys(columnsOf) as ImportKind[];
const fileOf = (kind: ImportKind) => new URL(`../../../../public/templates/${kind}.xlsx`, import.meta.url);

async function openTemplate(kind: ImportKind) {
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.readFile(fileOf(kind).pathname);
  const [data, explanation] = workbook.worksheets;
  if (!data || !explanation) throw new Error("The template lacks a sheet");
  const width = data.getRow(1).cellCount;
  const headers = Array.from({ length: width }, (_, index) => data.getRow(1).getCell(index + 1).text);
  return { data, explanation, headers };
}

/** Shows a row of exceljs as the worksheet reader does. */
function viewOf(row: ExcelJS.Row, width: number): RowView {
  const at = (column: number): [CellKind, string] => {
    const value = row.getCell(column + 1).value;
    if (value === null || value === undefined) return ["blank", ""];
    if (value instanceof Date) return ["date", value.toISOString().slice(0, 10)];
    return [typeof value === "number" ? "number" : "text", String(value)];
  };
  return {
    number: row.number,
    width,
    isBlank: false,
    kind: (column) => at(column)[0],
    text: (column) => at(column)[1],
  };
}

describe.each(kinds)("the template for %s", (kind) => {
  it("is what the present column definitions give, byte for byte", async () => {
    const committed = await readFile(fileOf(kind));
    expect(committed.equals(await templateWorkbook(kind)), "run stack/templates/main.ts").toBe(true);
  });

  it("has the portal's headers in the portal's order", async () => {
    const { headers } = await openTemplate(kind);
    expect(headers).toEqual(columnsOf[kind].map(({ label }) => label));
    expect(detectKind(headers)).toEqual({ kind, score: 1 });
  });

  it("holds two examples that import without an error", async () => {
    const { data, headers } = await openTemplate(kind);
    const reader = createRowReader(kind, matchHeaders(headers, kind).byColumn, headers, {
      decimal: "auto",
      dateOrder: "auto",
    });
    for (const number of [2, 3]) {
      const result = reader.read(viewOf(data.getRow(number), headers.length));
      expect(result).toMatchObject({ ok: true, attributes: null });
    }
    expect(data.getRow(4).values).toEqual([]);
  });

  it("explains every column", async () => {
    const { explanation } = await openTemplate(kind);
    const explained: string[] = [];
    explanation.eachRow((row) => explained.push(row.getCell(1).text));
    for (const { label } of columnsOf[kind]) expect(explained).toContain(label);
  });
});
