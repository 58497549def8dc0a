import { createHash } from "node:crypto";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { SampleManifest } from "./manifest";
import { cents, keyOf, sum, writeAndRead } from "./reread";
import type { ReadExport } from "./reread";
import { writeSampleExports } from "./sample-exports";

const options = { seed: 7, purchaseOrders: 600, quantitySurveys: 4_000, endDate: "2026-03-15" };

const orderHeaders =
  "Status, ONLYURC, CONTROLKEY, Company, Purchase order No., Order short text, Contract No., Brief text, Vendor ID, " +
  "Short term, PMO, RFQ No., Offer number, Cost center, Functional location, Location plant, Mgmt Group - ID, " +
  "Work coordinator, Name, Order value, Start date, Date of completion, Completion message, Commission, " +
  "Transaction number, Contractor contact, Order Type";

const surveyHeaders =
  "Company, Purchase order No., Q.S. number, Quantity survey short text, Location plant, Functional location, " +
  "Contractor contact, Vendor ID, Period from, Period to, TOTAL, Currency, CREATED, TRANSFERED, Accepted, " +
  "Invoice number, Invoice\u00a0Document Date, Accounting Document";

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

describe("the shape of the portal's files", () => {
  it("has the portal's columns in the portal's order", () => {
    expect(first.orders.headers.join(", ")).toBe(orderHeaders);
    expect(first.surveys.headers.join(", ")).toBe(surveyHeaders);
  });

  it("cuts the sheet name at 31 characters", () => {
    expect(first.orders.sheet.name).toBe("Purchase orders - overview of o");
    expect(first.surveys.sheet.name).toBe("Quantity survey report by purch");
  });

  it("ends with one styled blank row", () => {
    for (const { sheet } of [first.orders, first.surveys]) {
      const last = sheet.getRow(sheet.rowCount);
      expect(last.hasValues).toBe(false);
      expect(last.getCell(1).border.top?.style).toBe("thin");
      expect(sheet.getRow(sheet.rowCount - 1).hasValues).toBe(true);
    }
  });

  it("keeps purchase order numbers as text and dates as dates of the format m/d/yyyy", () => {
    const { sheet, headers, rows } = first.surveys;
    for (const row of rows) expect(row["Purchase order No."]).toMatch(/^65\d{8}\.0000[1-6]$/);
    const created = sheet.getRow(2).getCell(headers.indexOf("CREATED") + 1);
    expect(created.numFmt).toBe("m/d/yyyy");
    expect(created.value).toBeInstanceOf(Date);
  });
});

describe("the manifest", () => {
  it("agrees with the purchase order file", () => {
    for (const { manifest, orders } of [first, second]) {
      expect(orders.rows).toHaveLength(manifest.purchaseOrders);
      expect(sum(orders.rows, "Order value")).toBe(manifest.orderValue);
    }
  });

  it("agrees with the survey file: rows, repeats, orphans, sums", () => {
    expect(first.manifest.rows).toBe(options.quantitySurveys);
    for (const { manifest, orders, surveys } of [first, second]) {
      const known = new Set(orders.rows.map((row) => row["Purchase order No."]));
      const distinct = [...new Map(surveys.rows.map((row) => [JSON.stringify(row), row])).values()];
      const orphans = distinct.filter((row) => !known.has(row["Purchase order No."]));
      expect(surveys.rows).toHaveLength(manifest.rows);
      expect(distinct).toHaveLength(manifest.quantitySurveys);
      expect(manifest.rows - manifest.quantitySurveys).toBe(manifest.duplicates);
      expect(manifest.duplicates).toBeGreaterThan(0);
      expect(orphans).toHaveLength(manifest.orphans);
      expect(manifest.orphans).toBeGreaterThan(0);
      expect(sum(orphans, "TOTAL")).toBe(manifest.orphanTotal);
      const linked = distinct.filter((row) => known.has(row["Purchase order No."]));
      expect(sum(linked, "TOTAL")).toBe(manifest.totalSpent);
    }
  });

  it("counts the levels as the exact ratios in the files give them", () => {
    const { manifest, orders, surveys } = first;
    const distinct = new Map(surveys.rows.map((row) => [keyOf(row), row]));
    const spent = new Map<unknown, bigint>();
    for (const row of distinct.values()) {
      const order = row["Purchase order No."];
      spent.set(order, (spent.get(order) ?? 0n) + cents(row["TOTAL"]));
    }
    const reached = (percent: bigint) =>
      orders.rows.filter((row) => {
        const total = spent.get(row["Purchase order No."]) ?? 0n;
        return total > 0n && total * 100n >= cents(row["Order value"]) * percent;
      }).length;
    const { levels } = manifest;
    expect(levels.over_budget).toBe(reached(100n));
    expect(levels.critical).toBe(reached(90n) - reached(100n));
    expect(levels.warning).toBe(reached(75n) - reached(90n));
    expect(levels.on_track).toBe(orders.rows.length - reached(75n));
    for (const count of Object.values(levels)) expect(count).toBeGreaterThan(0);
  });
});

describe("determinism", () => {
  const digest = async (path: string) =>
    createHash("sha256")
      .update(await readFile(path))
      .digest("hex");
  const files = (manifest: SampleManifest) =>
    Promise.all([manifest.purchaseOrdersFile, manifest.quantitySurveysFile].map(digest));

  it("gives the same bytes for the same options and others for another seed", async () => {
    const again = await writeSampleExports(join(directory, "again"), { ...options, week: 2 });
    const other = await writeSampleExports(join(directory, "other"), { ...options, week: 2, seed: 8 });
    const expected = await files(second.manifest);
    expect(await files(again)).toEqual(expected);
    for (const [index, hash] of (await files(other)).entries()) expect(hash).not.toBe(expected[index]);
  });

  it("refuses options that cannot be", async () => {
    const target = join(directory, "refused");
    await expect(writeSampleExports(target, { ...options, week: 0 })).rejects.toThrow(/^week must be/);
    await expect(writeSampleExports(target, { ...options, endDate: "2026-02-30" })).rejects.toThrow(
      /^Not a date/,
    );
    await expect(writeSampleExports(target, { ...options, quantitySurveys: 2e6 })).rejects.toThrow(
      RangeError,
    );
  });
});
