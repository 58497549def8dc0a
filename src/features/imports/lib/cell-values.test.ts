import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cleanText, numberAsText, readDate, readMoney, readText } from "@/features/imports/lib/cell-values";
import type { CellValue } from "@/features/imports/lib/cell-values";
import { columnsOf } from "@/features/imports/lib/columns";

const options = { decimal: "auto", dateOrder: "auto" } as const;
const codeOf = (value: CellValue) => (value !== null && typeof value === "object" ? value.code : value);

function columnOf(field: string) {
  const found = [...columnsOf["purchase-orders"], ...columnsOf["quantity-surveys"]].find(
    (column) => column.field === field,
  );
  if (!found) throw new Error(field);
  return found;
}

const text = (field: string, kind: Parameters<typeof readText>[0], value: string) =>
  codeOf(readText(kind, value, columnOf(field)));

describe("readText", () => {
  it("trims every kind of space at the ends and keeps what is inside", () => {
    expect(text("company", "text", "\u00a0\u200b Example\u00a0 Chemicals\u3000\ufeff")).toBe(
      "Example\u00a0 Chemicals",
    );
    expect(text("brief_text", "text", "two\nlines")).toBe("two\nlines");
    expect(text("work_coordinator_id", "text", "?")).toBe("?");
    expect(text("company", "text", " \u00a0 ")).toBeNull();
    expect(text("company", "blank", "")).toBeNull();
  });

  it("keeps the digits of ids that arrive as numbers", () => {
    expect(text("vendor_id", "number", "100234")).toBe("100234");
    expect(text("contract_no", "number", "4600001234")).toBe("4600001234");
    expect(text("qs_number", "number", "900001")).toBe("900001");
    expect(text("qs_number", "number", "1E5")).toBe("100000");
    expect(text("qs_number", "number", "12345678901234567")).toBe("key_imprecise");
    expect(text("qs_number", "number", "1.2345678901234568E+17")).toBe("key_imprecise");
  });

  it("refuses a purchase order number that went through a number", () => {
    expect(text("purchase_order_no", "number", "6500008279.00001")).toBe("6500008279.00001");
    expect(text("purchase_order_no", "number", "6500008279.0001")).toBe("key_as_number");
    expect(text("purchase_order_no", "number", "6500008279")).toBe("key_as_number");
    expect(text("purchase_order_no", "date", "2026-01-01")).toBe("key_not_text");
    expect(text("purchase_order_no", "text", " 6500008279.00010 ")).toBe("6500008279.00010");
    expect(text("purchase_order_no", "text", "PO-7/A")).toBe("PO-7/A");
  });

  it("refuses error cells where the value matters and shows them elsewhere", () => {
    expect(text("status", "error", "#N/A")).toBe("error_cell");
    expect(text("qs_number", "error", "#REF!")).toBe("error_cell");
    expect(text("company", "error", "#N/A")).toBe("#N/A");
  });

  it("refuses text beyond the limit, counted in characters", () => {
    const { maxLength } = columnOf("qs_number");
    expect(text("qs_number", "text", "😀".repeat(maxLength))).toBe("😀".repeat(maxLength));
    expect(text("qs_number", "text", "😀".repeat(maxLength + 1))).toBe("too_long");
  });

  it("cleans damaged text and refuses damaged keys", () => {
    expect(text("company", "text", "\0A\0B\ud800")).toBe("AB\ufffd");
    expect(text("qs_number", "text", "12\0")).toBe("12");
    expect(text("qs_number", "text", "1\ud8002")).toBe("key_damaged");
    expect(text("qs_number", "text", "1\ufffd2")).toBe("key_damaged");
    expect(text("qs_number", "text", "1😀2")).toBe("1😀2");
  });
});

describe("cleanText", () => {
  it("always gives text that the database can store, and changes nothing the second time", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.nat(0xffff).map((unit) => String.fromCharCode(unit)) }), (raw) => {
        const clean = cleanText(raw);
        expect(clean.includes("\0") || !clean.isWellFormed() || clean !== clean.trim()).toBe(false);
        expect(cleanText(clean)).toBe(clean);
      }),
    );
  });
});

describe("numberAsText", () => {
  it("shows numbers as a spreadsheet does", () => {
    expect(
      ["1E3", "0.1", "0.10000000000000001", "1234.5600000000001", "12345678901234567"].map(numberAsText),
    ).toEqual(["1000", "0.1", "0.1", "1234.56", "12345678901234567"]);
  });
});

describe("readMoney", () => {
  const money = (kind: Parameters<typeof readMoney>[0], value: string) =>
    codeOf(readMoney(kind, value, options));

  it("reads numbers and text to two decimals", () => {
    expect(
      ["5", "5.5", "5.55", "-0", "-0.0", "-0.001", "1E3", "0.125"].map((value) => money("number", value)),
    ).toEqual(["5.00", "5.50", "5.55", "0.00", "0.00", "0.00", "1000.00", "0.13"]);
    expect(money("text", "1.234,50")).toBe("1234.50");
    expect([money("text", " "), money("blank", "")]).toEqual([null, null]);
  });

  it("says why it cannot", () => {
    expect(money("text", "1.234")).toBe("money_ambiguous");
    expect(codeOf(readMoney("text", "1.234", { ...options, decimal: "comma" }))).toBe("1234.00");
    expect(money("text", "?")).toBe("not_money");
    expect(money("number", "1E20")).toBe("money_out_of_range");
    expect([money("date", "2026-01-01"), money("boolean", "TRUE")]).toEqual(["not_money", "not_money"]);
    expect(money("error", "#DIV/0!")).toBe("error_cell");
  });
});

describe("readDate", () => {
  const date = (kind: Parameters<typeof readDate>[0], value: string) =>
    codeOf(readDate(kind, value, options));

  it("reads date cells, day numbers and text", () => {
    expect(date("date", "2026-03-31")).toBe("2026-03-31");
    expect(date("date", "2026-03-31T13:45:00")).toBe("2026-03-31");
    expect(date("number", "46112")).toBe("2026-03-31");
    expect(date("text", "31.3.2026 13:45")).toBe("2026-03-31");
    expect([date("text", "\u00a0"), date("blank", "")]).toEqual([null, null]);
  });

  it("says why it cannot", () => {
    expect(date("date", "1900-01-01")).toBe("date_out_of_range");
    expect(date("date", "2101-01-01T00:00:01")).toBe("date_out_of_range");
    expect(date("number", "20260331")).toBe("not_date");
    expect(date("text", "03/04/2026")).toBe("date_ambiguous");
    expect(codeOf(readDate("text", "03/04/2026", { ...options, dateOrder: "mdy" }))).toBe("2026-03-04");
    expect([date("text", "soon"), date("boolean", "TRUE"), date("error", "#N/A")]).toEqual([
      "not_date",
      "not_date",
      "error_cell",
    ]);
  });
});
