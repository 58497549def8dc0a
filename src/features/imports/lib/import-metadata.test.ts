import { expect, test } from "vitest";
import { z } from "zod";
import { importMetadata, readingDecisions } from "@/features/imports/lib/import-metadata";

const inspected = { sheets: ["Export"], csv: null };
const described = {
  sheet: "Export",
  header_row: 1,
  headers: ["TOTAL"],
  unmapped: [],
  unknown_statuses: [],
  mapping: [{ header: "TOTAL", field: "total", confidence: "exact", samples: ["1"] }],
  conventions: null,
  question: null,
  set_aside: 0,
};
const alert = {
  purchase_order_no: "6500000001.00001",
  step: "open",
  level_before: null,
  level_after: "warning",
  spent_after: "80.00",
  order_value_after: "100.00",
};
const compared = {
  stage_moves: [],
  remarks: [],
  conflicts: [],
  orphans: [],
  alerts: [alert],
  alert_count: 1,
  withdrawn: { count: 0, total: "0.00" },
};
const whole = { ...inspected, ...described, ...compared };

test("what the worker has written so far is read; what is still to come says nothing", () => {
  expect(importMetadata({}, "pending")).toMatchObject({ headers: [], alerts: [], withdrawn: null });
  expect(importMetadata(inspected, "failed").sheets).toEqual(["Export"]);
  expect(importMetadata({ ...inspected, ...described }, "awaiting_mapping").headers).toEqual(["TOTAL"]);
  expect(importMetadata(whole, "awaiting_confirmation").alerts).toEqual([alert]);
});

test.each([
  ["a preview without its alerts", { ...whole, alerts: undefined }],
  ["alerts in another shape", { ...whole, alerts: [{ ...alert, step: "opened" }] }],
  ["an amount that is a number", { ...whole, withdrawn: { count: 0, total: 0 } }],
  ["conflicts under another name", { ...whole, conflict: [] }],
  ["a preview that was never written", { ...inspected, ...described }],
  ["nothing at all", {}],
  ["no object", null],
])("%s is an error, and not an empty list", (_what, metadata) => {
  const raw: unknown = JSON.parse(JSON.stringify(metadata));
  expect(() => importMetadata(raw, "awaiting_confirmation")).toThrow(z.ZodError);
});

test("half of a part is an error in every state", () => {
  expect(() => importMetadata({ ...inspected, alerts: [alert] }, "processing")).toThrow(z.ZodError);
});

test("a decision about the reading that nobody can have made is an error", () => {
  expect(readingDecisions.parse({})).toEqual({});
  expect(() => readingDecisions.parse({ date_order: "ymd" })).toThrow(z.ZodError);
});
