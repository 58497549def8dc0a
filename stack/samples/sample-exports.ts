import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { formatDay, parseDay, weekEndFrom, workingDayOnOrBefore } from "./calendar";
import { tally } from "./manifest";
import type { SampleManifest } from "./manifest";
import { orderColumns, orderReportName, orderRow } from "./order-file";
import { createOrderModel } from "./order-model";
import { orderStateAt } from "./order-state";
import { createDraw } from "./random";
import { surveyColumns, surveyReportName, surveyRows } from "./survey-file";
import { createSurveys } from "./survey-model";
import type { Survey } from "./survey-model";
import type { CellValue } from "./workbook-writer";
import { writeWorkbook } from "./workbook-writer";

export interface SampleOptions {
  /** Equal options give byte-equal files. */
  seed: number;
  /** 1 (the default) is the first export; each later one is cumulative. At most 99. */
  week?: number;
  /** Order lines in the file of week 1; at least 20. */
  purchaseOrders?: number;
  /** Data rows in the survey file of week 1, exact repeats included. */
  quantitySurveys?: number;
  /**
   * ISO date: the last working day in the data of week 1 (a weekend means the Friday before). Week n ends n-1 weeks
   * later. Exports that shall build on each other need the same date, as they need the same seed and sizes.
   */
  endDate?: string;
}

export const defaultSample = {
  week: 1,
  purchaseOrders: 2_557,
  quantitySurveys: 12_000,
  endDate: "2026-01-30",
} as const satisfies Omit<Required<SampleOptions>, "seed">;

/**
 * Writes `purchase-orders.xlsx` and `quantity-surveys.xlsx` as the client's portal would export them in the given
 * week, creating the directory. Throws a RangeError on sizes, weeks or dates that cannot be.
 */
export async function writeSampleExports(directory: string, options: SampleOptions): Promise<SampleManifest> {
  const {
    seed,
    week = defaultSample.week,
    purchaseOrders = defaultSample.purchaseOrders,
    quantitySurveys = defaultSample.quantitySurveys,
    endDate = defaultSample.endDate,
  } = options;
  requireWhole("seed", seed, Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER);
  requireWhole("week", week, 1, 99);
  requireWhole("purchaseOrders", purchaseOrders, 20, 1_000_000);
  requireWhole("quantitySurveys", quantitySurveys, 0, 1_048_574);

  const weekEnd = weekEndFrom(workingDayOnOrBefore(parseDay(endDate)));
  const draw = createDraw(seed);
  const model = createOrderModel(draw, purchaseOrders, week);
  const listed = model.lines
    .filter((line) => line.listedFromWeek <= week)
    .map((line) => [line, orderStateAt(draw, line, week, weekEnd)] as const);
  const surveys = createSurveys(draw, model, quantitySurveys, week);
  const totals = tally(listed, surveys);

  await mkdir(directory, { recursive: true });
  const purchaseOrdersFile = join(directory, "purchase-orders.xlsx");
  await writeWorkbook(purchaseOrdersFile, {
    reportName: orderReportName,
    columns: orderColumns,
    rowCount: listed.length,
    rows: listed.map(([line, state]) => orderRow(draw, model, line, state, weekEnd)),
  });
  const quantitySurveysFile = join(directory, "quantity-surveys.xlsx");
  await writeWorkbook(quantitySurveysFile, {
    reportName: surveyReportName,
    columns: surveyColumns,
    rowCount: totals.rows,
    rows: withRepeats(surveys, surveyRows(draw, model, week, weekEnd)),
  });
  return { purchaseOrdersFile, quantitySurveysFile, lastWorkingDay: formatDay(weekEnd(week)), ...totals };
}

/** A repeat follows its original after the rest of the purchase order, not directly. */
function* withRepeats(
  surveys: readonly Survey[],
  rowOf: (survey: Survey) => CellValue[],
): Generator<CellValue[]> {
  let held: CellValue[][] = [];
  for (const [position, survey] of surveys.entries()) {
    const row = rowOf(survey);
    yield row;
    if (survey.repeated) held.push(row);
    if (held.length > 0 && surveys[position + 1]?.line !== survey.line) {
      yield* held;
      held = [];
    }
  }
}

function requireWhole(name: string, value: number, least: number, most: number): void {
  if (!Number.isSafeInteger(value) || value < least || value > most) {
    throw new RangeError(`${name} must be a whole number from ${least} to ${most}, not ${value}`);
  }
}
