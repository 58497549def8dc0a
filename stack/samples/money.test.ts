import { describe, expect, it } from "vitest";
import { decimalAmount, portalAmount } from "./money";

describe("amounts", () => {
  it("are written for the portal without trailing zeros", () => {
    const amounts = [0, 10_000, 123_450, 123_456, 5, -5, -250, -100].map(portalAmount);
    expect(amounts).toEqual(["0", "100", "1234.5", "1234.56", "0.05", "-0.05", "-2.5", "-1"]);
  });

  it("are written for the manifest with two places", () => {
    const amounts = [0n, 5n, 12_345n, -7n, -100n].map(decimalAmount);
    expect(amounts).toEqual(["0.00", "0.05", "123.45", "-0.07", "-1.00"]);
  });
});
