import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  decodeOrderCursor,
  defaultOrderSort,
  encodeOrderCursor,
  isUnfiltered,
  orderFiltersFrom,
  orderSortFrom,
  orderSortParam,
} from "@/features/purchase-orders/schema";

describe("filters of the purchase order list", () => {
  it("reads levels from one or several parameters, in rising order and each once", () => {
    expect(orderFiltersFrom({ level: "critical" }).level).toEqual(["critical"]);
    expect(orderFiltersFrom({ level: ["over_budget", "warning", "warning", "made_up"] }).level).toEqual([
      "warning",
      "over_budget",
    ]);
  });

  it("drops what it can't read", () => {
    const filters = orderFiltersFrom({
      lifecycle: "gone",
      billed: "maybe",
      import: "1",
      q: " ",
      level: "high",
    });
    expect(isUnfiltered(filters)).toBe(true);
  });

  it("keeps names from the export as they are", () => {
    const filters = orderFiltersFrom({ vendor: "A & B, 100% GmbH", coordinator: "?" });
    expect(filters).toMatchObject({ vendor: "A & B, 100% GmbH", coordinator: "?" });
    expect(isUnfiltered(filters)).toBe(false);
  });
});

describe("sort of the purchase order list", () => {
  it("leaves the default out of the address", () => {
    expect(orderSortParam(defaultOrderSort)).toBeUndefined();
    expect(orderSortFrom(undefined)).toEqual(defaultOrderSort);
  });

  it("comes back as it went", () => {
    const sort = { key: "last_billed", descending: false } as const;
    expect(orderSortParam(sort)).toBe("last_billed-asc");
    expect(orderSortFrom("last_billed-asc")).toEqual(sort);
  });

  it.each(["password-asc", "number", "number-up", "number-asc-asc", ["number-asc"]])("ignores %j", (text) => {
    expect(orderSortFrom(text)).toEqual(defaultOrderSort);
  });
});

describe("cursor of the purchase order list", () => {
  const byNumber = { key: "number", descending: false } as const;

  it("comes back as it went, whatever a purchase order number holds", () => {
    const number = fc.string({ minLength: 1, maxLength: 64 });
    fc.assert(
      fc.property(fc.option(number), fc.integer({ min: 1 }).map(String), (value, id) => {
        expect(decodeOrderCursor(encodeOrderCursor({ id, value }, byNumber), byNumber)).toEqual({
          id,
          value,
        });
      }),
    );
  });

  it("keeps infinite utilisation and missing values", () => {
    for (const value of ["Infinity", "119.82", null]) {
      const cursor = encodeOrderCursor({ id: "7", value }, defaultOrderSort);
      expect(decodeOrderCursor(cursor, defaultOrderSort)).toEqual({ id: "7", value });
    }
  });

  it("means nothing in another order", () => {
    const cursor = encodeOrderCursor({ id: "7", value: "100.00" }, { key: "spent", descending: true });
    expect(decodeOrderCursor(cursor, { key: "spent", descending: false })).toBeNull();
    expect(decodeOrderCursor(cursor, defaultOrderSort)).toBeNull();
  });

  it.each(["", "utilization~desc", "utilization~desc~0", "utilization~desc~7~NaN", "utilization~desc~x~1"])(
    "refuses %j",
    (text) => {
      expect(decodeOrderCursor(text, defaultOrderSort)).toBeNull();
    },
  );
});
