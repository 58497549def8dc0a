import { expect, test } from "vitest";
import { keysetPage, type PageKey, pageKeyOf, rowNumber } from "@/libs/keyset-page";

const first = { from: null, backwards: false };

/** A list of the numbers from 1 to `length`, each its own key, two on a page. */
function pageOf(length: number, key: PageKey) {
  const all = Array.from({ length }, (_, index) => index + 1);
  return keysetPage(key, {
    size: 2,
    read: ({ from, backwards }, limit) => {
      if (from === null) return Promise.resolve(all.slice(0, limit));
      const beside = all.filter((row) => (backwards ? row < Number(from) : row > Number(from)));
      return Promise.resolve(backwards ? beside.slice(-limit) : beside.slice(0, limit));
    },
    keyOf: String,
  });
}

test("the first page leads on only when the list is longer", async () => {
  expect(await pageOf(2, first)).toEqual({ rows: [1, 2], before: null, after: null });
  expect(await pageOf(3, first)).toEqual({ rows: [1, 2], before: null, after: "2" });
});

test("a later page leads back, and the last one no further", async () => {
  expect(await pageOf(5, { from: "2", backwards: false })).toEqual({ rows: [3, 4], before: "3", after: "4" });
  expect(await pageOf(3, { from: "2", backwards: false })).toEqual({ rows: [3], before: "3", after: null });
});

test("a page reached backwards keeps the rows nearest to where one came from", async () => {
  expect(await pageOf(5, { from: "5", backwards: true })).toEqual({ rows: [3, 4], before: "3", after: "4" });
});

test("back at the beginning, the page is a whole first page", async () => {
  expect(await pageOf(5, { from: "2", backwards: true })).toEqual({ rows: [1, 2], before: null, after: "2" });
  expect(await pageOf(5, { from: "1", backwards: true })).toEqual({ rows: [1, 2], before: null, after: "2" });
});

test("an empty page has no neighbours", async () => {
  expect(await pageOf(3, { from: "9", backwards: false })).toEqual({ rows: [], before: null, after: null });
  expect(await pageOf(0, first)).toEqual({ rows: [], before: null, after: null });
});

test("a key that is no id of the list means the first page", () => {
  expect(pageKeyOf({ after: "1; drop", before: ["1", "2"] }, rowNumber)).toEqual(first);
  expect(pageKeyOf({ after: "0" }, rowNumber)).toEqual(first);
  expect(pageKeyOf({ after: "7" }, rowNumber)).toEqual({ from: "7", backwards: false });
  expect(pageKeyOf({ after: "7", before: "5" }, rowNumber)).toEqual({ from: "5", backwards: true });
});
