import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { byKey, writeAndRead } from "./reread";
import type { ReadExport } from "./reread";

const options = { seed: 7, purchaseOrders: 600, quantitySurveys: 4_000, endDate: "2026-03-15" };

let directory: string;
let first: ReadExport;
let second: ReadExport;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "samples-"));
  first = await writeAndRead(join(directory, "week-1"), options);
  second = await writeAndRead(join(directory, "week-2"), { ...options, week: 2 });
});

afterAll(async () => {
  await rm(directory, { recursive: true, force: true });
});

describe("the surveys", () => {
  it("are unique per purchase order line, while one number occurs under several lines", () => {
    const { manifest, surveys } = first;
    expect(byKey(surveys.rows).size).toBe(manifest.quantitySurveys);
    expect(new Set(surveys.rows.map((row) => row["Q.S. number"])).size).toBeLessThan(
      manifest.quantitySurveys,
    );
  });

  it("pass the pipeline in order and on or before the last working day", () => {
    const stages = ["CREATED", "TRANSFERED", "Accepted", "Invoice\u00a0Document Date"];
    for (const { manifest, surveys } of [first, second]) {
      const lastDay = Date.parse(manifest.lastWorkingDay);
      for (const row of surveys.rows) {
        const dates = stages.map((stage) => row[stage] as Date | null);
        const reached = dates.filter((date) => date !== null);
        expect(dates.slice(0, reached.length)).toEqual(reached);
        expect([...reached].sort((a, b) => a.getTime() - b.getTime())).toEqual(reached);
        expect(reached.at(-1)!.getTime()).toBeLessThanOrEqual(lastDay);
        expect(row["Invoice number"] !== null).toBe(dates[3] !== null);
      }
    }
    expect(first.manifest.lastWorkingDay).toBe("2026-03-13");
    expect(second.manifest.lastWorkingDay).toBe("2026-03-20");
  });

  it("hold about 1 % credits", () => {
    const credits = first.surveys.rows.filter((row) => Number(row["TOTAL"]) < 0).length;
    expect(credits / first.surveys.rows.length).toBeGreaterThan(0.004);
    expect(credits / first.surveys.rows.length).toBeLessThan(0.02);
  });
});

describe("the purchase orders", () => {
  it("have all seven states, one placeholder and some of value 0", () => {
    const { rows } = first.orders;
    expect(new Set(rows.map((row) => row["Status"]))).toEqual(
      new Set([
        "Processing",
        "Imported",
        "Completed",
        "SAP canceled",
        "Contractor canceled",
        "Rejected",
        "Release EDI",
      ]),
    );
    expect(rows.filter((row) => row["Order value"] === 100_000_000)).toHaveLength(1);
    expect(rows.some((row) => row["Order value"] === 0)).toBe(true);
    for (const row of rows) expect(row["Completion message"] !== null).toBe(row["Status"] === "Completed");
  });

  it("leave the coordinator's name blank in about four of five rows", () => {
    const named = first.orders.rows.filter((row) => row["Name"] !== null).length;
    expect(named / first.orders.rows.length).toBeGreaterThan(0.13);
    expect(named / first.orders.rows.length).toBeLessThan(0.27);
  });
});

describe("a later week", () => {
  it("repeats the surveys with few new, changed and withdrawn ones", () => {
    const before = byKey(first.surveys.rows);
    const after = byKey(second.surveys.rows);
    const share = (count: number) => count / before.size;
    const added = [...after.keys()].filter((key) => !before.has(key)).length;
    const withdrawn = [...before.keys()].filter((key) => !after.has(key)).length;
    const changed = [...after].filter(([key, row]) => before.has(key) && before.get(key) !== row).length;
    expect(share(added)).toBeCloseTo(0.02, 3);
    expect(share(changed)).toBeGreaterThan(0.005);
    expect(share(changed)).toBeLessThan(0.016);
    expect(share(withdrawn)).toBeGreaterThan(0.002);
    expect(share(withdrawn)).toBeLessThan(0.009);
  });

  it("raises some order values and brings new orders", () => {
    const values = new Map(
      first.orders.rows.map((row) => [row["Purchase order No."], Number(row["Order value"])]),
    );
    const known = second.orders.rows.filter((row) => values.has(row["Purchase order No."]));
    const grown = known.filter((row) => Number(row["Order value"]) > values.get(row["Purchase order No."])!);
    expect(known).toHaveLength(values.size);
    expect(second.orders.rows.length).toBeGreaterThan(known.length);
    expect(grown.length).toBeGreaterThan(0);
    expect(grown.length).toBeLessThan(values.size * 0.03);
    expect(known.every((row) => Number(row["Order value"]) >= values.get(row["Purchase order No."])!)).toBe(
      true,
    );
  });
});
