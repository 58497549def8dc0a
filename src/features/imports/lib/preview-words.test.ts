import { expect, test } from "vitest";
import {
  changesNothing,
  confirmEffect,
  confirmObstacle,
  withdrawsMost,
} from "@/features/imports/lib/preview-words";

const counts = {
  rows: 10,
  new: 0,
  changed: 0,
  unchanged: 10,
  duplicates: 0,
  conflicts: 0,
  orphans: 0,
  withdrawn: 0,
  errors: 0,
  changedOrderValues: 0,
  alertsOpened: null,
};
const preview = (change: Partial<typeof counts>, mode: "incremental" | "snapshot" = "incremental") => ({
  type: "quantity_surveys" as const,
  mode,
  repeatPolicy: "fault" as const,
  counts: { ...counts, ...change },
});

test("a file that is known already says that confirming changes nothing", () => {
  expect(changesNothing(preview({}))).toBe(true);
  expect(confirmEffect(preview({}))).toMatch(/^Confirming changes no data/);
});

test("withdrawing alone is a change", () => {
  expect(changesNothing(preview({ withdrawn: 1 }, "snapshot"))).toBe(false);
});

test("a complete export that would withdraw more than it holds is doubted", () => {
  expect(withdrawsMost(preview({ withdrawn: 11 }, "snapshot"))).toBe(true);
  expect(withdrawsMost(preview({ withdrawn: 10 }, "snapshot"))).toBe(false);
});

test("the effect is told as a sentence, with each number in its own words", () => {
  expect(confirmEffect(preview({ new: 1200, changed: 1, withdrawn: 2 }, "snapshot"))).toBe(
    "Confirming adds 1,200 quantity surveys, changes 1 quantity survey and withdraws 2 quantity surveys. The file is taken as a full export. Totals and alerts follow at once.",
  );
  expect(confirmEffect({ ...preview({ new: 1 }), type: "purchase_orders" })).toBe(
    "Confirming adds 1 purchase order line. Totals and alerts follow at once.",
  );
});

test("repeated numbers hold an import up only while they count as a fault", () => {
  expect(confirmObstacle(preview({ conflicts: 2 }))).toMatch(/2 numbers stand/);
  expect(confirmObstacle({ ...preview({ conflicts: 2 }), repeatPolicy: "parts" })).toBeNull();
  expect(confirmObstacle(preview({}))).toBeNull();
});
