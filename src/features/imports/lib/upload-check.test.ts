import { expect, test } from "vitest";
import { fileSize, maxUploadBytes, uploadRefusal } from "@/features/imports/lib/upload-check";

test("an export as the portal writes it may be uploaded", () => {
  expect(uploadRefusal({ name: "PO export.XLSX", size: 1 })).toBeNull();
  expect(uploadRefusal({ name: "qs.csv", size: maxUploadBytes })).toBeNull();
});

test("what cannot succeed is refused with the way out", () => {
  expect(uploadRefusal({ name: "qs.xlsx", size: 0 })).toMatch(/empty/);
  expect(uploadRefusal({ name: "qs.xlsx", size: maxUploadBytes + 1 })).toMatch(/200 MB/);
  expect(uploadRefusal({ name: "qs.xls", size: 9 })).toMatch(/save it as .xlsx/);
  expect(uploadRefusal({ name: "scan.pdf", size: 9 })).toMatch(/neither/);
  expect(uploadRefusal({ name: `${"x".repeat(260)}.csv`, size: 9 })).toMatch(/too long/);
});

test("sizes are shown in the unit that fits", () => {
  expect([0, 900, 4_404_019, 150 * 1024 ** 2].map(fileSize)).toEqual([
    "0 bytes",
    "900 bytes",
    "4.2 MB",
    "150 MB",
  ]);
});
