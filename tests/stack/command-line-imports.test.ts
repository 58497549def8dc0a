import { writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { SampleManifest } from "../../stack/samples/manifest";
import { aestrak, aestrakJson, createOrganization } from "../installation/command-line";
import { writeDisguisedPdf, writeSamples } from "../installation/sample-files";
import { removeDataDirectory, temporaryDataDirectory } from "../installation/start";

/** What --json prints of one file, and of several in sum. */
interface Figures {
  status: string;
  rows: number;
  new: number;
  withdrawn: number;
  changed_order_values: number;
  peak_rss_mb: number;
}

type FileFigures = Figures & { file: string; kind?: string; orphans?: number; error?: string };

const directory = temporaryDataDirectory();
const slug = "north-yard";
let first: SampleManifest;
let next: SampleManifest;

beforeAll(async () => {
  // Enough that some order values rise in week 2.
  const samples = { seed: 6, purchaseOrders: 400, quantitySurveys: 1_500 };
  first = await writeSamples(samples);
  next = await writeSamples({ ...samples, week: 2 });
  await createOrganization(directory, { name: "North Yard Ltd", slug, email: "admin@example.com" });
});
afterAll(() => removeDataDirectory(directory));

const status = () => aestrakJson<object>(directory, "status", "--org", slug);

const importing = (...words: string[]) =>
  aestrakJson<Figures & { files: FileFigures[] }>(directory, "import", ...words, "--org", slug);

describe("the command line takes several files in one call", () => {
  it("and purchase orders first, so that their surveys find them", async () => {
    const files = [first.quantitySurveysFile, first.purchaseOrdersFile];
    const imported = await importing(...files, "--yes");
    expect(imported.files.map(({ file, kind }) => ({ file, kind }))).toEqual([
      { file: first.purchaseOrdersFile, kind: "purchase-orders" },
      { file: first.quantitySurveysFile, kind: "quantity-surveys" },
    ]);
    expect(imported).toMatchObject({
      status: "succeeded",
      rows: first.purchaseOrders + first.rows,
      new: first.purchaseOrders + first.quantitySurveys,
      withdrawn: 0,
      changed_order_values: 0,
    });
    expect(imported.files[1]?.orphans).toBe(first.orphans);
    expect(await status()).toMatchObject({ total_spent: first.totalSpent, orphans: first.orphans });
  });

  it("and tells of each what it withdrew, how many order values moved, and the worker's memory", async () => {
    const { files, ...sum } = await importing(
      next.purchaseOrdersFile,
      next.quantitySurveysFile,
      "--snapshot",
      "--yes",
    );
    const [orders, surveys] = files;
    expect(orders!.changed_order_values).toBeGreaterThan(0);
    expect(surveys!.withdrawn).toBeGreaterThan(0);
    expect(sum).toMatchObject({
      withdrawn: orders!.withdrawn + surveys!.withdrawn,
      changed_order_values: orders!.changed_order_values,
      peak_rss_mb: Math.max(orders!.peak_rss_mb, surveys!.peak_rss_mb),
    });
    // A Node process that runs the product holds more than 60 MiB, and the worker's limit is 350.
    for (const { peak_rss_mb } of files) {
      expect(peak_rss_mb).toBeGreaterThan(60);
      expect(peak_rss_mb).toBeLessThan(350);
    }
    expect(await status()).toMatchObject({ total_spent: next.totalSpent, order_value: next.orderValue });
  });

  it("and a folder for the exports in it, by name, without what Excel keeps beside an open workbook", async () => {
    const folder = dirname(next.purchaseOrdersFile);
    writeFileSync(join(folder, "~$orders.xlsx"), "somebody");
    writeFileSync(join(folder, "notes.txt"), "not an export");
    const imported = await importing(folder, next.quantitySurveysFile, "--snapshot", "--yes");
    expect(imported).toMatchObject({ status: "succeeded", new: 0, changed: 0, withdrawn: 0 });
    expect(imported.files.map(({ file }) => file)).toEqual([
      next.purchaseOrdersFile,
      next.quantitySurveysFile,
    ]);
  });

  it("and goes on when one of them fails, ends with code 1 and says which", async () => {
    const pdf = writeDisguisedPdf();
    const { code, stdout, stderr } = await aestrak(
      directory,
      "import",
      pdf,
      "/nowhere/orders.xlsx",
      next.purchaseOrdersFile,
      "--incremental",
      "--org",
      slug,
      "--json",
    );
    expect(code).toBe(1);
    expect(stderr.trim().split("\n")).toEqual([
      "quantity-surveys.xlsx: This is a PDF, not a workbook; export the table as Excel or CSV instead.",
      "There is no file /nowhere/orders.xlsx.",
      "2 of 3 files were not imported.",
    ]);
    expect(JSON.parse(stdout)).toMatchObject({
      status: "mixed",
      rows: next.purchaseOrders,
      files: [
        { file: next.purchaseOrdersFile, status: "awaiting_confirmation", new: 0, changed: 0 },
        { file: pdf, status: "failed", error: expect.stringContaining("PDF") as string },
        { file: "/nowhere/orders.xlsx", status: "failed" },
      ],
    });
  });

  it("but not as a full snapshot and as a part at once", async () => {
    const words = ["import", first.purchaseOrdersFile, "--org", slug, "--snapshot", "--incremental"];
    const { code, stdout, stderr } = await aestrak(directory, ...words);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain("option '--incremental' cannot be used with option '--snapshot'");
  });
});

it("one file is told of as before, beside being the only one of its call", async () => {
  const { files, ...figures } = await importing(next.quantitySurveysFile);
  expect(files).toEqual([figures]);
  expect(figures).toMatchObject({ kind: "quantity-surveys", status: "awaiting_confirmation", changed: 0 });
});
