import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { columnsOf } from "@/features/imports/lib/columns";
import type { ImportKind } from "@/features/imports/lib/columns";
import {
  detectKind,
  matchHeaders,
  missingColumnsMessage,
  normalizeHeader,
} from "@/features/imports/lib/header-matching";

const kinds = Object.keys(columnsOf) as ImportKind[];
const labelsOf = (kind: ImportKind) => columnsOf[kind].map(({ label }) => label);
const required = ["Purchase order No.", "Status", "Order value"];

describe("normalizeHeader", () => {
  it("sees through case, spaces, punctuation and diacritics", () => {
    for (const header of [
      "Purchase order No.",
      " PURCHASE\u00a0ORDER NO ",
      "purchase_order-no",
      "Purchase\u200b order\nNº.",
    ])
      expect(normalizeHeader(header)).toBe("purchaseorderno");
    expect(normalizeHeader("PO #")).toBe("pono");
    expect(normalizeHeader("Straße, Überblick")).toBe("strasseuberblick");
    expect(normalizeHeader(" - ?")).toBe("");
  });
});

describe("matchHeaders", () => {
  it.each(kinds)("takes every column of %s in any order and case", (kind) => {
    fc.assert(
      fc.property(
        fc.shuffledSubarray([...columnsOf[kind]], { minLength: columnsOf[kind].length }),
        (columns) => {
          const match = matchHeaders(
            columns.map(({ label }) => ` ${label.toUpperCase()}\u00a0`),
            kind,
          );
          expect(match.byColumn).toEqual(columns.map(({ field }) => field));
          expect(new Set(match.confidence)).toEqual(new Set(["exact"]));
          expect([match.unmapped, match.missingRequired, match.duplicates]).toEqual([[], [], []]);
        },
      ),
    );
  });

  it("says how sure each match is", () => {
    const match = matchHeaders(["PO number", "Status", "Ordr value", "Colour", ""], "purchase-orders");
    expect(match.byColumn).toEqual(["purchase_order_no", "status", "order_value", null, null]);
    expect(match.confidence).toEqual(["synonym", "exact", "similar", null, null]);
    expect(match.unmapped).toEqual([{ column: 3, header: "Colour" }]);
  });

  it("names the required columns that are missing, and only these", () => {
    const match = matchHeaders(["Purchase order No.", "Q.S. number"], "quantity-surveys");
    expect(match.missingRequired).toEqual(["TOTAL"]);
    expect(missingColumnsMessage(match.missingRequired)).toContain("“TOTAL”");
    expect(missingColumnsMessage([])).toBeNull();
    expect(matchHeaders([], "purchase-orders").missingRequired.toSorted()).toEqual(required.toSorted());
  });

  it("prefers what was confirmed before, ignores what the kind does not have", () => {
    const remembered = { status: null, zustand: "status", betrag: "order_value", colour: "no_such_field" };
    const match = matchHeaders(
      ["PO", "Status", "Zustand", "Betrag", "Colour"],
      "purchase-orders",
      remembered,
    );
    expect(match.byColumn).toEqual(["purchase_order_no", null, "status", "order_value", null]);
    expect(match.confidence).toEqual(["synonym", "remembered", "remembered", "remembered", null]);
    expect(match.unmapped.map(({ header }) => header)).toEqual(["Status", "Colour"]);
  });

  it("lets the surer column have the field and reports equal ones", () => {
    const surer = matchHeaders(["Vendor number", "Vendor ID", ...required], "purchase-orders");
    expect(surer.byColumn.slice(0, 2)).toEqual([null, "vendor_id"]);
    expect(surer.duplicates).toEqual([]);
    const equal = matchHeaders([...required, "Order Value"], "purchase-orders");
    expect(equal.byColumn).toEqual(["purchase_order_no", "status", "order_value", null]);
    expect(equal.duplicates).toEqual([{ field: "order_value", label: "Order value", columns: [2, 3] }]);
  });

  it("does not take short, numbered or undecided headers for a misspelling", () => {
    for (const header of ["Nume", "PMQ", "Statuz 2", "Offer number 2"])
      expect(matchHeaders([header], "purchase-orders").byColumn, header).toEqual([null]);
    expect(matchHeaders(["Ordr value", "Oder value"], "purchase-orders").byColumn).toEqual([null, null]);
  });

  it("is safe with names that objects inherit", () => {
    const headers = ["__proto__", "constructor", "toString", "hasOwnProperty"];
    for (const kind of kinds)
      expect(matchHeaders(headers, kind, {}).byColumn).toEqual([null, null, null, null]);
  });

  it("gives each field to at most one column, whatever the headers", () => {
    const header = fc.oneof(fc.string({ unit: "binary" }), fc.constantFrom(...kinds.flatMap(labelsOf)));
    fc.assert(
      fc.property(fc.array(header, { maxLength: 40 }), fc.constantFrom(...kinds), (headers, kind) => {
        const match = matchHeaders(headers, kind);
        const fields = match.byColumn.filter((field) => field !== null);
        expect(match.byColumn).toHaveLength(headers.length);
        expect(new Set(fields).size).toBe(fields.length);
      }),
    );
  });
});

describe("detectKind", () => {
  it.each(kinds)("recognises %s", (kind) => {
    expect(detectKind(labelsOf(kind))).toEqual({ kind, score: 1 });
  });

  it("says nothing about other sheets", () => {
    expect(detectKind(["First", "Second"])).toBeNull();
    expect(detectKind([])).toBeNull();
  });
});
