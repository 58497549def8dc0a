import { describe, expect, it } from "vitest";
import { undoSentence } from "./undo-words";

describe("the sentence about an undo", () => {
  it("names only what happens", () => {
    expect(undoSentence({ type: "quantity_surveys", removed: 4_012, restored: 1, unlinked: 0 })).toBe(
      "4,012 quantity surveys that it brought will be removed; 1 quantity survey will be put back to the former values.",
    );
    expect(undoSentence({ type: "purchase_orders", removed: 1, restored: 0, unlinked: 3 })).toBe(
      "1 purchase order line that it brought will be removed; 3 quantity surveys will be without a purchase order again.",
    );
  });

  it("says so when nothing does", () => {
    expect(undoSentence({ type: "purchase_orders", removed: 0, restored: 0, unlinked: 0 })).toBe(
      "This import changed no row, so no row will change.",
    );
  });
});
