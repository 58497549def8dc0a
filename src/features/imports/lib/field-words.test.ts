import { expect, test } from "vitest";
import { fieldLabel, shownChanges } from "@/features/imports/lib/field-words";

test("a field is called by its heading in the export of its kind", () => {
  expect(fieldLabel("purchase_orders", "completion_date")).toBe("Date of completion");
  expect(fieldLabel("quantity_surveys", "total")).toBe("TOTAL");
});

test("bookkeeping is left out of what is shown", () => {
  const changes = shownChanges("quantity_surveys", [
    { field: "content_hash", before: "a", after: "b" },
    { field: "total", before: "10.00", after: "12.50" },
    { field: "source_row", before: "3", after: "4" },
  ]);
  expect(changes).toEqual([{ label: "TOTAL", type: "money", before: "10.00", after: "12.50" }]);
});

test("other columns of the file are compared one by one", () => {
  const changes = shownChanges("purchase_orders", [
    { field: "attributes", before: '{"Area":"5","Crew":"A"}', after: '{"Crew":"A","Shift":"late"}' },
  ]);
  expect(changes).toEqual([
    { label: "Area", type: "text", before: "5", after: null },
    { label: "Shift", type: "text", before: null, after: "late" },
  ]);
  expect(
    shownChanges("purchase_orders", [{ field: "attributes", before: null, after: '{"Area":"1"}' }]),
  ).toHaveLength(1);
});
