import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { inspectWorkbook, readWorksheet } from "@/libs/worksheet-reader";
import { writeChangesWorkbook, type ExportedImport } from "./changes-workbook";

const folder = mkdtempSync(join(tmpdir(), "changes-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function cellsOf(data: ExportedImport, sheet: string): Promise<[string, string][][]> {
  const path = join(folder, "changes.xlsx");
  await writeChangesWorkbook(path, data);
  const rows: [string, string][][] = [];
  await readWorksheet(path, { sheet }, (row) => {
    rows.push(Array.from({ length: row.width }, (_, column) => [row.kind(column), row.text(column)]));
  });
  return rows.slice(1);
}

const hostile = '=HYPERLINK("http://example.com")';
const data: ExportedImport = {
  summary: [
    { label: "File", text: hostile },
    { label: "Money after", money: "123456.70" },
    { label: "New", count: 3 },
  ],
  orders: [
    {
      purchase_order_no: "6500000001.00010",
      is_new_order: false,
      new_count: 0,
      changed_count: 2,
      withdrawn_count: 0,
      order_value_before: "9999999999999.99",
      order_value_after: "99999999999999.99",
      spent_before: "0.00",
      spent_after: "-12.50",
      level_before: "on_track",
      level_after: null,
      alert_step: null,
    },
  ],
  changes: [
    {
      type: "quantity_surveys",
      entity_key: "A1",
      purchase_order_no: "6500000001.00010",
      action: "changed",
      fields: [
        { field: "total", before: "1.50", after: "2.00" },
        { field: "short_text", before: null, after: "+1\u0001" },
        { field: "source_row", before: "2", after: "3" },
      ],
    },
    {
      type: "quantity_surveys",
      entity_key: "A2",
      purchase_order_no: "6500000001.00010",
      action: "withdrawn",
      fields: [],
    },
  ],
  orphans: [{ purchase_order_no: "6500000009.00001", survey_count: 2, total: "5.00" }],
};

describe("the workbook of what an import changes", () => {
  it("has a sheet for each kind of change", async () => {
    const path = join(folder, "sheets.xlsx");
    await writeChangesWorkbook(path, data);
    const { sheets } = await inspectWorkbook(path);
    expect(sheets.map(({ name }) => name)).toEqual([
      "Summary",
      "Purchase orders",
      "Changed values",
      "Orphans",
    ]);
  });

  it("keeps text as text, also where it looks like a formula or a number", async () => {
    const [first] = await cellsOf(data, "Summary");
    expect(first).toEqual([
      ["text", "File"],
      ["text", hostile],
    ]);
    const [order] = await cellsOf(data, "Purchase orders");
    expect(order![0]).toEqual(["text", "6500000001.00010"]);
  });

  it("writes amounts as numbers as long as no digit is lost", async () => {
    const [order] = await cellsOf(data, "Purchase orders");
    expect(order!.slice(5, 9)).toEqual([
      ["number", "9999999999999.99"],
      ["text", "99999999999999.99"],
      ["number", "0"],
      ["number", "-12.5"],
    ]);
  });

  it("gives every changed value a line, and a row without one its own", async () => {
    expect(await cellsOf(data, "Changed values")).toEqual([
      [
        ["text", "6500000001.00010"],
        ["text", "A1"],
        ["text", "changed"],
        ["text", "TOTAL"],
        ["number", "1.5"],
        ["number", "2"],
      ],
      [
        ["text", "6500000001.00010"],
        ["text", "A1"],
        ["text", "changed"],
        ["text", "Quantity survey short text"],
        ["blank", ""],
        ["text", "+1\ufffd"],
      ],
      [
        ["text", "6500000001.00010"],
        ["text", "A2"],
        ["text", "withdrawn"],
      ],
    ]);
    expect(await cellsOf(data, "Orphans")).toEqual([
      [
        ["text", "6500000009.00001"],
        ["number", "2"],
        ["number", "5"],
      ],
    ]);
  });
});
