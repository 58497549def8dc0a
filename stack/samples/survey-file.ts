import type { WeekEnd } from "./calendar";
import { formatMonth } from "./calendar";
import { PLACES, WORKS } from "./names";
import { orderPlace } from "./order-file";
import type { OrderModel } from "./order-model";
import type { Draw } from "./random";
import { pick, STREAM } from "./random";
import type { Survey } from "./survey-model";
import { pipelineAt } from "./survey-pipeline";
import type { CellValue, Column } from "./workbook-writer";

export const surveyReportName = "Quantity survey report by purchase order";

const text = (header: string): Column => ({ header, kind: "text" });
const date = (header: string): Column => ({ header, kind: "date" });

/** The portal's twelve columns among six that this client added; one header has a non-breaking space. */
export const surveyColumns: readonly Column[] = [
  text("Company"),
  text("Purchase order No."),
  text("Q.S. number"),
  text("Quantity survey short text"),
  text("Location plant"),
  text("Functional location"),
  text("Contractor contact"),
  text("Vendor ID"),
  date("Period from"),
  date("Period to"),
  { header: "TOTAL", kind: "money" },
  text("Currency"),
  date("CREATED"),
  date("TRANSFERED"),
  date("Accepted"),
  text("Invoice number"),
  date("Invoice\u00a0Document Date"),
  text("Accounting Document"),
];

/** Returns a function from a survey to its row in the export of `week`, in the order of `surveyColumns`. */
export function surveyRows(draw: Draw, model: OrderModel, week: number, weekEnd: WeekEnd) {
  const places = model.lines.map((line) => orderPlace(draw, model, line));
  return (survey: Survey): CellValue[] => {
    const { line } = survey;
    const u = (field: number) => draw(STREAM.survey + survey.bornGroup, survey.index, field);
    const place = places[line.index]!;
    const dates = pipelineAt(u, survey.bornWeek, week, weekEnd);
    const periodTo = dates.created - 1 - Math.floor(4 * u(40));
    const invoice = dates.invoiced === null ? null : invoiceNumbers(draw, line.header.index, dates.invoiced);
    return [
      place.company,
      line.purchaseOrderNo,
      survey.number,
      `${pick(WORKS, u(41))}, ${pick(PLACES, u(42))} ${formatMonth(periodTo)}`,
      place.plant,
      place.functionalLocation,
      place.contact,
      line.vendorId,
      periodTo - 6 - Math.floor(24 * u(43)),
      periodTo,
      survey.totalCents,
      "EUR",
      dates.created,
      dates.transferred,
      dates.accepted,
      invoice === null ? null : invoice.number,
      dates.invoiced,
      invoice !== null && dates.posted ? invoice.accountingDocument : null,
    ];
  };
}

/** One invoice collects what an order's lines billed on a day. */
function invoiceNumbers(draw: Draw, headerIndex: number, day: number) {
  return {
    number: String(90_000_000 + Math.floor(9_999_999 * draw(STREAM.header, headerIndex, day))),
    accountingDocument: String(
      5_100_000_000 + Math.floor(99_999_999 * draw(STREAM.header, headerIndex, -day)),
    ),
  };
}
