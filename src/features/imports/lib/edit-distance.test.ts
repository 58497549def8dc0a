import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { editDistance } from "@/features/imports/lib/edit-distance";

describe("editDistance", () => {
  it("counts insertions, deletions, replacements and swaps", () => {
    expect(editDistance("transfered", "transferred", 3)).toBe(1);
    expect(editDistance("vendorid", "vendorid", 0)).toBe(0);
    expect(editDistance("ordervalue", "odrervalue", 3)).toBe(1);
    expect(editDistance("kitten", "sitting", 3)).toBe(3);
    expect(editDistance("kitten", "sitting", 2)).toBe(3);
  });

  it("is symmetric, zero only for equal texts, and never above the limit by more than one", () => {
    const word = fc.string({ unit: fc.constantFrom("a", "b", "c"), maxLength: 8 });
    fc.assert(
      fc.property(word, word, fc.integer({ min: 0, max: 9 }), (left, right, limit) => {
        const distance = editDistance(left, right, limit);
        expect(distance).toBe(editDistance(right, left, limit));
        expect(distance === 0).toBe(left === right);
        expect(distance).toBe(Math.min(editDistance(left, right, 99), limit + 1));
      }),
    );
  });
});
