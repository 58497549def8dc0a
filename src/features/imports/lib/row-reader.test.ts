import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { columnsOf } from "@/features/imports/lib/columns";
import { matchHeaders } from "@/features/imports/lib/header-matching";
import { createRowReader } from "@/features/imports/lib/row-reader";
import type { CellKind, RowView } from "@/libs/worksheet-reader";

type Cell = string | [CellKind, string];
const options = { decimal: "auto", dateOrder: "auto" } as const;
const headers = ["Purchase order No.", "Q.S. number", "TOTAL", "CREATED", "Remark", "__proto__"];

function rowOf(cells: readonly Cell[], number = 2): RowView {
  const at = (column: number): [CellKind, string] => {
    const cell = cells[column] ?? "";
    if (typeof cell !== "string") return cell;
    return cell === "" ? ["blank", ""] : ["text", cell];
  };
  return {
    number,
    width: cells.length,
    isBlank: cells.every((_, column) => at(column)[0] === "blank"),
    kind: (column) => at(column)[0],
    text: (column) => at(column)[1],
  };
}

function readerOf(names: readonly string[]) {
  return createRowReader(
    "quantity-surveys",
    matchHeaders(names, "quantity-surveys").byColumn,
    names,
    options,
  );
}

function read(cells: readonly Cell[], names: readonly string[] = headers, number = 2) {
  return readerOf(names).read(rowOf(cells, number));
}

function good(cells: readonly Cell[], names: readonly string[] = headers, number = 2) {
  const result = read(cells, names, number);
  if (!result?.ok) throw new Error(JSON.stringify(result));
  return result;
}

const cells: Cell[] = [
  "6500000001.00001",
  "7",
  ["number", "12.5"],
  ["date", "2026-03-31T08:00:00"],
  "note",
  "odd",
];

describe("createRowReader", () => {
  it("gives canonical values in the order of the fields", () => {
    const { values, row } = good(cells);
    const byField = Object.fromEntries(
      columnsOf["quantity-surveys"].map(({ field }, index) => [field, values[index]]),
    );
    expect(row).toBe(2);
    expect(values).toHaveLength(columnsOf["quantity-surveys"].length);
    expect(byField).toMatchObject({
      purchase_order_no: "6500000001.00001",
      qs_number: "7",
      total: "12.50",
      created_date: "2026-03-31",
      short_text: null,
    });
  });

  it("keeps the columns without a field, whatever they are called", () => {
    expect(good(cells).attributes).toBe('{"Remark":"note","__proto__":"odd"}');
    expect(good(cells.slice(0, 4)).attributes).toBeNull();
    const names = ["Purchase order No.", "Q.S. number", "TOTAL", "Remark", "Remark", "", "Remark (E)"];
    const row: Cell[] = ["P", "7", "1", "d", "e", ["number", "0.10000000000000001"], "g", ["error", "#N/A"]];
    expect(JSON.parse(good(row, names).attributes ?? "")).toEqual({
      Remark: "d",
      "Remark (E)": "e",
      "Column F": "0.1",
      "Remark (E) (G)": "g",
      "Column H": "#N/A",
    });
  });

  it("reports everything that is wrong with a row, each with its place", () => {
    const result = read([["number", "6500000001.1"], "", "1,234", "31.02.2026"], headers, 17);
    expect(result?.ok).toBe(false);
    const errors = result && !result.ok ? result.errors : [];
    expect(errors.map(({ row, column, header, value, code }) => [row, column, header, value, code])).toEqual([
      [17, "A", "Purchase order No.", "6500000001.1", "key_as_number"],
      [17, "B", "Q.S. number", "", "required"],
      [17, "C", "TOTAL", "1,234", "money_ambiguous"],
      [17, "D", "CREATED", "31.02.2026", "not_date"],
    ]);
    for (const { reason } of errors) expect(reason).toMatch(/\.$/);
  });

  it("skips a blank row and reports a row of sums at the end", () => {
    expect(read(["", "", ""])).toBeNull();
    expect(read(["", "", ["number", "100"]])?.ok).toBe(false);
  });

  it("needs a value for the amount but not for the status of a purchase order", () => {
    const names = ["Purchase order No.", "Status", "Order value"];
    const reader = createRowReader(
      "purchase-orders",
      ["purchase_order_no", "status", "order_value"],
      names,
      options,
    );
    expect(reader.read(rowOf(["P", "", "5"]))?.ok).toBe(true);
    expect(reader.read(rowOf(["P", "Completed", ""]))?.ok).toBe(false);
  });

  it("refuses a mapping that lacks a required field, has one twice, or names none", () => {
    const create = (mapping: (string | null)[]) => () =>
      createRowReader("quantity-surveys", mapping, ["a", "b", "c", "d"], options);
    expect(create(["purchase_order_no", "qs_number"])).toThrow("“TOTAL”");
    expect(create(["purchase_order_no", "qs_number", "total", "total"])).toThrow("Two columns");
    expect(create(["purchase_order_no", "qs_number", "total", "order_value"])).toThrow("No such field");
  });
});

describe("contentHash", () => {
  it("is the same for the same content in another row, column order or spelling of a number", () => {
    const order = [5, 3, 1, 0, 4, 2];
    const moved = good(
      order.map((index) => cells[index] as Cell),
      order.map((index) => headers[index] as string),
      99,
    );
    expect(moved.contentHash).toBe(good(cells).contentHash);
    expect(good(cells.with(2, "12,50")).contentHash).toBe(good(cells).contentHash);
    expect(good(cells).contentHash).toMatch(/^[0-9a-f]{32}$/);
  });

  it("changes with any value, attribute or place of a blank", () => {
    const value = fc.string({
      unit: fc.constantFrom("\t", "\\", "N", '"', "a", ":"),
      minLength: 1,
      maxLength: 4,
    });
    const names = [
      "Purchase order No.",
      "Q.S. number",
      "TOTAL",
      "Vendor ID",
      "Invoice number",
      "Remark",
      "Note",
    ];
    const row = fc.tuple(fc.constant("P"), fc.constant("7"), fc.constant("1"), value, value, value, value);
    fc.assert(
      fc.property(row, row, (left, right) => {
        const [first, second] = [good(left, names), good(right, names)];
        const content = ({ values, attributes }: typeof first) => JSON.stringify([values, attributes]);
        expect(first.contentHash === second.contentHash).toBe(content(first) === content(second));
      }),
    );
    expect(good(["P", "7", "1", "a", ""], names).contentHash).not.toBe(
      good(["P", "7", "1", "", "a"], names).contentHash,
    );
  });
});
