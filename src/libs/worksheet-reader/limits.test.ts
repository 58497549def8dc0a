import { describe, expect, test } from "vitest";
import { type ReadLimits, readWorksheet } from "./index";
import { buildZip, expectRefusal, readAll, sheetFile, temporaryFile, workbookParts } from "./test-support";

const manyRows = Array.from(
  { length: 60_000 },
  (_, index) => `<row><c><v>${index * 7919}</v></c><c t="s"><v>${index % 3}</v></c></row>`,
).join("");
const strings = ["a", "b", "c"];

describe("limits", () => {
  test.each<[keyof ReadLimits, number, string]>([
    ["maxFileBytes", 1_000, "file-too-large"],
    ["maxEntries", 5, "too-many-entries"],
    ["maxInflatedBytes", 1_000_000, "zip-bomb"],
    ["maxColumns", 1, "too-many-columns"],
    ["maxRows", 59_999, "too-many-rows"],
    ["maxCellLength", 0, "cell-too-long"],
    ["maxSharedStrings", 2, "too-many-strings"],
    ["maxMilliseconds", 0, "too-slow"],
  ])("%s above %i is refused as %s", async (limit, value, code) => {
    await expectRefusal(readAll(sheetFile(manyRows, { strings }), { limits: { [limit]: value } }), code);
  });

  test("at its limits a file is read", async () => {
    const limits = { maxEntries: 6, maxColumns: 2, maxRows: 60_000, maxCellLength: 1, maxSharedStrings: 3 };
    expect(await readAll(sheetFile(manyRows, { strings }), { limits })).toHaveLength(60_000);
  });

  test("a member that inflates out of proportion is refused before it is read", async () => {
    const parts = workbookParts([{ rows: " ".repeat(20_000_000) }]);
    await expectRefusal(readAll(temporaryFile(buildZip(parts))), "zip-bomb");
  });

  test("a row without end is refused before it fills the memory", async () => {
    const cell = '<c t="inlineStr"><is><t>0123456789</t></is></c>';
    const rows = `<row>${cell.repeat(1_500_000)}`;
    await expectRefusal(
      readAll(sheetFile(rows), { limits: { maxRatio: 2_000, maxColumns: 2_000_000 } }),
      "row-too-large",
    );
  });

  test("deeply nested elements do not exhaust the stack", async () => {
    const nested = `${"<x>".repeat(200_000)}${"</x>".repeat(200_000)}`;
    const rows = `<row><c t="inlineStr"><is>${nested}<t>deep</t></is></c>${nested}</row>`;
    expect(await readAll(sheetFile(rows))).toEqual([{ number: 1, cells: [["text", "deep"]] }]);
  });
});

describe("control by the caller", () => {
  test("reading stops when a row says so", async () => {
    const seen: number[] = [];
    const result = await readWorksheet(sheetFile(manyRows, { strings }), {}, (row) => {
      seen.push(row.number);
      return row.number < 3;
    });
    expect(seen).toEqual([1, 2, 3]);
    expect(result.rows).toBe(3);
  });

  test("what a row callback throws is passed on", async () => {
    const fault = new Error("not mine");
    const read = readWorksheet(sheetFile(manyRows, { strings }), {}, () => {
      throw fault;
    });
    await expect(read).rejects.toBe(fault);
  });

  test("an aborted signal ends the reading with its reason", async () => {
    const abort = new AbortController();
    const reason = new Error("canceled by the user");
    let rows = 0;
    const read = readWorksheet(sheetFile(manyRows, { strings }), { signal: abort.signal }, () => {
      if (++rows === 10) abort.abort(reason);
    });
    await expect(read).rejects.toBe(reason);
    expect(rows).toBeLessThan(60_000);
  });

  test("progress rises to 1, and the reader waits for the consumer", async () => {
    const fractions: number[] = [];
    let waiting = 0;
    let rowsWhileWaiting = 0;
    const result = await readWorksheet(
      sheetFile(manyRows, { strings }),
      {
        onProgress: (fraction) => fractions.push(fraction),
        drain: async () => {
          waiting++;
          await new Promise((resolve) => setImmediate(resolve));
          waiting--;
        },
      },
      () => {
        rowsWhileWaiting += waiting;
      },
    );
    expect(result.rows).toBe(60_000);
    expect(fractions).toEqual(fractions.toSorted((a, b) => a - b));
    expect(fractions.at(-1)).toBe(1);
    expect(fractions.length).toBeGreaterThan(3);
    expect(rowsWhileWaiting).toBe(0);
  });
});
