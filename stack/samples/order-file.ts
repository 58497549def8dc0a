import type { WeekEnd } from "./calendar";
import { BRIEF_TEXTS, MANAGEMENT_GROUPS, PLACES, PLANTS, WORKS } from "./names";
import type { OrderLine, OrderModel } from "./order-model";
import { plannedDates } from "./order-model";
import type { OrderState } from "./order-state";
import type { Draw } from "./random";
import { pick, STREAM } from "./random";
import type { CellValue, Column } from "./workbook-writer";

export const orderReportName = "Purchase orders - overview of order lines";

const text = (header: string): Column => ({ header, kind: "text" });
const date = (header: string): Column => ({ header, kind: "date" });

/** The 27 columns in the portal's order. */
export const orderColumns: readonly Column[] = [
  text("Status"),
  text("ONLYURC"),
  text("CONTROLKEY"),
  text("Company"),
  text("Purchase order No."),
  text("Order short text"),
  text("Contract No."),
  text("Brief text"),
  text("Vendor ID"),
  text("Short term"),
  text("PMO"),
  text("RFQ No."),
  text("Offer number"),
  text("Cost center"),
  text("Functional location"),
  text("Location plant"),
  text("Mgmt Group - ID"),
  text("Work coordinator"),
  text("Name"),
  { header: "Order value", kind: "money" },
  date("Start date"),
  date("Date of completion"),
  date("Completion message"),
  text("Commission"),
  { header: "Transaction number", kind: "number" },
  text("Contractor contact"),
  text("Order Type"),
];

/** Where the work is done; the survey export repeats these. */
interface OrderPlace {
  company: string;
  plant: string;
  functionalLocation: string;
  contact: string;
}

export function orderPlace(draw: Draw, model: OrderModel, line: OrderLine): OrderPlace {
  const ofHeader = (field: number) => draw(STREAM.header, line.header.index, 20 + field);
  const plant = pick(PLANTS, ofHeader(0) * ofHeader(1));
  const unit = 10 + Math.floor(90 * draw(STREAM.line, line.index, 20));
  return {
    company: pick(model.cast.clients, ofHeader(2) ** 2),
    plant,
    functionalLocation: `${plant}-${unit}-${pick(["RK", "TF", "BH", "KT", "WS"], draw(STREAM.line, line.index, 21))}`,
    contact: pick(model.cast.contacts, ofHeader(3) ** 1.5),
  };
}

/** One row of the purchase order file, in the order of `orderColumns`. */
export function orderRow(
  draw: Draw,
  model: OrderModel,
  line: OrderLine,
  state: OrderState,
  weekEnd: WeekEnd,
): CellValue[] {
  const ofHeader = (field: number) => draw(STREAM.header, line.header.index, 40 + field);
  const ofLine = (field: number) => draw(STREAM.line, line.index, 80 + field);
  const sometimes = (share: number, u: number, value: CellValue) => (u < share ? value : null);
  const place = orderPlace(draw, model, line);
  const coordinator = pick(model.cast.coordinators, ofHeader(0));
  const coordinated = ofHeader(1) < 0.85;
  const planned = plannedDates(draw, line, weekEnd);
  return [
    state.status,
    sometimes(0.12, ofHeader(2), "X"),
    pick(["ZP01", "ZP01", "ZP02", "ZS01"], ofHeader(3)),
    place.company,
    line.purchaseOrderNo,
    line.placeholder ? "Placeholder, do not bill" : `${pick(WORKS, ofLine(0))}, ${pick(PLACES, ofLine(1))}`,
    sometimes(0.75, ofHeader(4), String(4_600_000_000 + Math.floor(60 * ofHeader(5)) * 37)),
    sometimes(0.75, ofLine(2), pick(BRIEF_TEXTS, ofHeader(6))),
    line.vendorId,
    line.vendorName,
    sometimes(0.6, ofLine(3), String(30_000_000 + Math.floor(9_000_000 * ofLine(4)))),
    sometimes(0.35, ofHeader(7), `RFQ${100_000 + Math.floor(90_000 * ofHeader(8))}`),
    sometimes(
      0.3,
      ofHeader(9),
      `${2022 + Math.floor(5 * ofHeader(10))}-${1_000 + Math.floor(9_000 * ofHeader(11))}`,
    ),
    String(710_000 + 50 * Math.floor(80 * ofLine(5))).padStart(10, "0"),
    place.functionalLocation,
    place.plant,
    pick(MANAGEMENT_GROUPS, ofHeader(12)),
    coordinated ? coordinator.userId : "?",
    coordinated ? sometimes(0.2 / 0.85, ofLine(6), coordinator.name) : null,
    state.valueCents,
    planned.start,
    planned.completion,
    state.completedOn,
    sometimes(0.15, ofLine(7), `K${1_000 + Math.floor(9_000 * ofLine(8))}`),
    900_000 + line.index * 3,
    place.contact,
    pick(["Single order", "Single order", "Call-off", "Lump sum"], ofHeader(13)),
  ];
}
