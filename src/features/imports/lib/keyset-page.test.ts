import { expect, test } from "vitest";
import { isRowNumber, keysetPage, pageKeyOf } from "@/features/imports/lib/keyset-page";

const rows = (...ids: number[]) => ids.map((id) => ({ id }));
const first = { from: null, backwards: false };

test("the first page leads on only when the list is longer", () => {
  expect(keysetPage(rows(1, 2), 2, first)).toEqual({ rows: rows(1, 2), before: null, after: null });
  expect(keysetPage(rows(1, 2, 3), 2, first)).toEqual({ rows: rows(1, 2), before: null, after: "2" });
});

test("a later page leads back, and the last one no further", () => {
  expect(keysetPage(rows(3), 2, { from: "2", backwards: false })).toEqual({
    rows: rows(3),
    before: "3",
    after: null,
  });
});

test("a page reached backwards keeps the rows nearest to where one came from", () => {
  expect(keysetPage(rows(1, 2, 3), 2, { from: "4", backwards: true })).toEqual({
    rows: rows(2, 3),
    before: "2",
    after: "3",
  });
  expect(keysetPage(rows(1, 2), 2, { from: "3", backwards: true }).before).toBeNull();
});

test("an empty page has no neighbours", () => {
  expect(keysetPage([], 2, { from: "9", backwards: false })).toEqual({ rows: [], before: null, after: null });
});

test("a key that is no id of the list means the first page", () => {
  expect(pageKeyOf({ after: "1; drop", before: ["1", "2"] }, isRowNumber)).toEqual(first);
  expect(pageKeyOf({ after: "7" }, isRowNumber)).toEqual({ from: "7", backwards: false });
  expect(pageKeyOf({ after: "7", before: "5" }, isRowNumber)).toEqual({ from: "5", backwards: true });
});
