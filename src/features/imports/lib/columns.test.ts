import { describe, expect, it } from "vitest";
import { columnsOf } from "@/features/imports/lib/columns";
import { normalizeHeader } from "@/features/imports/lib/header-matching";

describe.each(Object.entries(columnsOf))("columns of %s", (_, columns) => {
  it("have one field each, named like a database column", () => {
    const fields = columns.map(({ field }) => field);
    expect(new Set(fields).size).toBe(fields.length);
    for (const field of fields) expect(field).toMatch(/^[a-z]+(_[a-z]+)*$/);
  });

  it("share no name, so that no header can mean two of them", () => {
    const owners = new Map<string, string>();
    for (const { field, label, synonyms } of columns) {
      for (const name of new Set([label, field, ...synonyms].map(normalizeHeader))) {
        expect(owners.get(name), name).toBeUndefined();
        owners.set(name, field);
      }
    }
  });

  it("need a key and an amount in every row", () => {
    const needed = columns.filter(({ required }) => required === "value");
    expect(needed.some(({ field }) => field === "purchase_order_no")).toBe(true);
    expect(needed.some(({ type }) => type === "money")).toBe(true);
  });
});
