import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { SeenKeys } from "./seen-keys";

describe("keys that were seen", () => {
  it("are always known again", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: "binary" })), (keys) => {
        const seen = new SeenKeys();
        for (const key of keys) seen.note(key);
        expect(keys.every((key) => seen.note(key))).toBe(true);
      }),
      { numRuns: 20 },
    );
  });

  it("are hardly ever mistaken for others, also when they count up", () => {
    const seen = new SeenKeys();
    let mistaken = 0;
    for (let number = 0; number < 1_000_000; number += 1) {
      const order = `65000${String(number % 2_557).padStart(5, "0")}.00001`;
      if (seen.note(`${order}\t${7_000_001_000_000 + number}`)) mistaken += 1;
    }
    expect(mistaken).toBeLessThan(1_000);
  });
});
