import { describe, expect, it } from "vitest";
import { chosenColumns } from "./chosen-columns";
import { headerKeys, matchHeaders } from "./header-matching";
import { likelyKind } from "./likely-kind";

const headers = ["Order ref", "Survey", "Amount", "amount", ""];
const fields = ["purchase_order_no", "qs_number", null, "total", "short_text"].map((field, column) => ({
  column,
  field,
}));

describe("what a person chose for the columns of a file", () => {
  const columns = chosenColumns("quantity_surveys", headers, fields);

  it("is kept by header, with repeated and blank ones told apart", () => {
    expect(columns).toEqual({
      orderref: "purchase_order_no",
      survey: "qs_number",
      amount: null,
      "amount#2": "total",
      "#5": "short_text",
    });
    expect(Object.keys(columns)).toEqual(headerKeys(headers));
  });

  it("is what the same headers mean from then on", () => {
    const match = matchHeaders(headers, "quantity-surveys", columns as Record<string, string | null>);
    expect(match.byColumn).toEqual(fields.map(({ field }) => field));
    expect(match.confidence).toEqual(headers.map(() => "remembered"));
    expect(match).toMatchObject({ missingRequired: [], duplicates: [] });
  });

  it("says nothing about a further column of a remembered name", () => {
    const match = matchHeaders(["Amount", "Amount"], "quantity-surveys", { amount: "total" });
    expect(match.duplicates).toEqual([{ field: "total", label: "TOTAL", columns: [0, 1] }]);
  });

  it.each<[string, string | null, { column: number; field: string | null }[], RegExp]>([
    ["without a required field", "quantity_surveys", fields.slice(0, 3), /no column “TOTAL”/],
    [
      "with a field twice",
      "quantity_surveys",
      [...fields, { column: 2, field: "total" }],
      /Two columns are taken as “TOTAL”/,
    ],
    ["with a field of another kind", "purchase_orders", fields, /not known/],
    ["without a kind", null, fields, /which kind/],
  ])("is refused %s", (_, type, chosen, sentence) => {
    expect(chosenColumns(type as "purchase_orders" | null, headers, chosen)).toMatch(sentence);
  });
});

describe("a header row that lacks required columns", () => {
  it("is probably of the kind of which it has a third of its columns", () => {
    expect(likelyKind(["Status", "Contract No.", "Plant", "A", "B", "C"])).toBe("purchase-orders");
    expect(likelyKind(["TOTAL", "Invoice number", "A", "B"])).toBe("quantity-surveys");
  });

  it("is of no kind with less, or when it could be of both", () => {
    expect(likelyKind(["Status", "Contract No.", "A", "B", "C", "D", "E"])).toBeNull();
    expect(likelyKind(["Status"])).toBeNull();
    expect(likelyKind(["Vendor ID", "Contractor contact"])).toBeNull();
    expect(likelyKind([])).toBeNull();
  });
});
