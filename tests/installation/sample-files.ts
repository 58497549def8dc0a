import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import ExcelJS from "exceljs";
import type { SampleManifest } from "../../stack/samples/manifest";
import { type SampleOptions, writeSampleExports } from "../../stack/samples/sample-exports";

/** Small enough to import in a moment, large enough for every level, repeats and orphans. */
const small = { seed: 1, purchaseOrders: 120, quantitySurveys: 600, endDate: "2026-03-13" };

const newFolder = () => mkdtempSync(join(tmpdir(), "aestrak-files-"));

/** Writes both exports of a made-up contractor, in a folder of their own. */
export function writeSamples(options: Partial<SampleOptions> = {}): Promise<SampleManifest> {
  return writeSampleExports(newFolder(), { ...small, ...options });
}

/** A PDF under the name of a workbook. */
export function writeDisguisedPdf(): string {
  const file = join(newFolder(), "quantity-surveys.xlsx");
  writeFileSync(file, "%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n%%EOF\n");
  return file;
}

/** Columns of the generated quantity survey export, counted from 1. */
const columns = { total: 11, created: 13 };

/** A copy of a quantity survey export without its column TOTAL. */
export async function withoutTotals(exported: string): Promise<string> {
  return changed(exported, "without-totals.xlsx", (sheet) => sheet.spliceColumns(columns.total, 1));
}

/** What is wrong in a file of {@link withFaults}: sheet rows, columns and the values that can't be taken. */
export const faults = [
  { row: 3, header: "TOTAL", value: "about 500" },
  { row: 5, header: "CREATED", value: "yesterday" },
] as const;

/** A copy of a quantity survey export in which two rows can't be read. */
export async function withFaults(exported: string): Promise<string> {
  return changed(exported, "with-faults.xlsx", (sheet) => {
    for (const { row, header, value } of faults) {
      sheet.getRow(row).getCell(header === "TOTAL" ? columns.total : columns.created).value = value;
    }
  });
}

async function changed(
  exported: string,
  name: string,
  change: (sheet: ExcelJS.Worksheet) => void,
): Promise<string> {
  const book = new ExcelJS.Workbook();
  await book.xlsx.readFile(exported);
  change(book.worksheets[0]!);
  const file = join(newFolder(), name);
  await book.xlsx.writeFile(file);
  return file;
}
