import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  decodeSurveyCursor,
  encodeSurveyCursor,
  surveyFiltersFrom,
} from "@/features/quantity-surveys/schema";

const filterNames = [
  "q",
  "stage",
  "waiting",
  "po",
  "order",
  "orphans",
  "withdrawn",
  "from",
  "to",
  "import",
] as const;

describe("filters of the quantity survey list", () => {
  it("reads what it knows", () => {
    expect(
      surveyFiltersFrom({
        q: "  pump ",
        stage: "accepted",
        order: "42",
        orphans: "only",
        from: "2026-01-31",
      }),
    ).toMatchObject({ q: "pump", stage: "accepted", order: "42", orphans: "only", from: "2026-01-31" });
  });

  it("takes the first of a repeated parameter", () => {
    expect(surveyFiltersFrom({ stage: ["posted", "created"] }).stage).toBe("posted");
  });

  it.each([
    ["stage", "sent"],
    ["order", "1; drop table"],
    ["order", "-1"],
    ["from", "2026-02-30"],
    ["to", "31.01.2026"],
    ["import", "not-a-uuid"],
    ["withdrawn", "perhaps"],
    ["waiting", "long"],
    ["q", "   "],
  ] as const)("drops %s=%s", (name, value) => {
    expect(surveyFiltersFrom({ [name]: value })[name]).toBeUndefined();
  });

  it("never throws, whatever the address says", () => {
    const value = fc.option(fc.oneof(fc.string(), fc.array(fc.string())), { nil: undefined });
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...filterNames, "x"), value), (params) => {
        for (const read of Object.values(surveyFiltersFrom(params)))
          expect(typeof read).toMatch(/string|undefined/);
      }),
    );
  });
});

describe("cursor of the quantity survey list", () => {
  it("comes back as it went", () => {
    const day = fc
      .date({ min: new Date("1980-01-01"), max: new Date("2100-12-31"), noInvalidDate: true })
      .map((date) => date.toISOString().slice(0, 10));
    fc.assert(
      fc.property(fc.option(day), fc.integer({ min: 1 }).map(String), (date, id) => {
        expect(decodeSurveyCursor(encodeSurveyCursor({ date, id }))).toEqual({ date, id });
      }),
    );
  });

  it.each(["", "2026-01-01", "2026-01-01.", "2026-13-01.5", "undated.0", "undated.5.6", "x.5"])(
    "refuses %j",
    (text) => {
      expect(decodeSurveyCursor(text)).toBeNull();
    },
  );
});
