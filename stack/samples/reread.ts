import ExcelJS from "exceljs";
import { expect } from "vitest";
import { decimalAmount } from "./money";
import type { SampleManifest } from "./manifest";
import { writeSampleExports } from "./sample-exports";
import type { SampleOptions } from "./sample-exports";

/** Reads written samples back with an independent library, for the tests. */
export interface ReadExport {
  manifest: SampleManifest;
  orders: ReadFile;
  surveys: ReadFile;
}

type Row = Record<string, ExcelJS.CellValue>;

interface ReadFile {
  sheet: ExcelJS.Worksheet;
  headers: string[];
  rows: Row[];
}

async function read(path: string): Promise<ReadFile> {
  const book = new ExcelJS.Workbook();
  await book.xlsx.readFile(path);
  const sheet = book.worksheets[0]!;
  const headers = (sheet.getRow(1).values as string[]).slice(1);
  const rows: Row[] = [];
  for (let number = 2; number < sheet.rowCount; number += 1) {
    const row = sheet.getRow(number);
    rows.push(Object.fromEntries(headers.map((header, index) => [header, row.getCell(index + 1).value])));
  }
  return { sheet, headers, rows };
}

/** Reads an amount as whole cents; fails the test when it has more than two decimals. */
export function cents(value: ExcelJS.CellValue | undefined): bigint {
  const amount = Number(value) * 100;
  expect(Math.abs(amount - Math.round(amount))).toBeLessThan(1e-4);
  return BigInt(Math.round(amount));
}

/** The sum of a money column as a decimal string. */
export const sum = (rows: readonly Row[], header: string) =>
  decimalAmount(rows.reduce((total, row) => total + cents(row[header]), 0n));

/** Identity of a survey: its purchase order line and its number. */
export const keyOf = (row: Row) => `${String(row["Purchase order No."])}/${String(row["Q.S. number"])}`;
export const byKey = (rows: readonly Row[]) => new Map(rows.map((row) => [keyOf(row), JSON.stringify(row)]));

export async function writeAndRead(directory: string, options: SampleOptions): Promise<ReadExport> {
  const manifest = await writeSampleExports(directory, options);
  return {
    manifest,
    orders: await read(manifest.purchaseOrdersFile),
    surveys: await read(manifest.quantitySurveysFile),
  };
}
