import type { WeekEnd } from "./calendar";
import { createCast } from "./names";
import type { Cast } from "./names";
import { drawFinances } from "./order-finances";
import type { OrderFinances } from "./order-finances";
import type { Draw } from "./random";
import { bell, pickWeighted, STREAM } from "./random";

/** What all lines of one purchase order share. */
interface OrderHeader {
  index: number;
  number: string;
}

/** One row of the purchase order export, as it is when it first appears. Money is in whole cents. */
export interface OrderLine extends OrderFinances {
  index: number;
  header: OrderHeader;
  purchaseOrderNo: string;
  vendorId: string | null;
  vendorName: string;
  /** First week whose file holds the line; Infinity for one that only its surveys mention. */
  listedFromWeek: number;
  /** The weeks (week 1 is the first export, earlier ones are ≤ 0) in which work was billed before week 1 ended. */
  startWeek: number;
  endWeek: number;
}

export interface OrderModel {
  cast: Cast;
  /** By purchase order number; lines that appear in later weeks come last. */
  lines: readonly OrderLine[];
}

const FIRST_HEADER = 6_500_008_279;
const HISTORY_WEEKS = 150;
const LINES_PER_HEADER = [
  [1, 0.55],
  [2, 0.2],
  [3, 0.1],
  [4, 0.07],
  [5, 0.05],
  [6, 0.03],
] as const;

/** Everything that the two files of weeks 1 to `week` can contain about `count` orders of week 1. */
export function createOrderModel(draw: Draw, count: number, week: number): OrderModel {
  const cast = createCast(draw);
  const lines: OrderLine[] = [];
  let headerIndex = 0;
  let headerNumber = FIRST_HEADER;

  /** Appends one header with at most `limit` lines, of which the first has `place`; returns how many it has. */
  function addHeader(limit: number, age: number, listedFromWeek: number, place: number | null): number {
    const u = (field: number) => draw(STREAM.header, headerIndex, field);
    const header = { index: headerIndex, number: String(headerNumber) };
    const vendor = pickWeighted(vendorWeights(cast), u(0));
    const lineCount = Math.min(limit, pickWeighted(LINES_PER_HEADER, u(1)));
    for (let position = 1; position <= lineCount; position += 1) {
      const index = lines.length;
      const linePlace = place === null ? null : place + position - 1;
      const finances = drawFinances(draw, index, {
        orders: count,
        place: linePlace,
        age: age / HISTORY_WEEKS,
      });
      const ago = finances.lifecycle === "open" ? 0 : Math.ceil(age * (0.05 + 0.75 * u(2)));
      lines.push({
        ...finances,
        index,
        header,
        purchaseOrderNo: `${header.number}.${String(position).padStart(5, "0")}`,
        vendorId: u(3) < 0.25 ? null : vendor.id,
        vendorName: vendor.name,
        listedFromWeek,
        startWeek: 1 - age,
        endWeek: 1 - Math.min(ago, age),
      });
    }
    headerIndex += 1;
    headerNumber += 1 + Math.floor(12 * u(4) * u(5));
    return lineCount;
  }

  const unlistedEvery = Math.ceil(count / Math.max(1, Math.round(count * 0.004)));
  let listed = 0;
  let unlisted = 0;
  while (listed < count) {
    const noise = 6 * bell(draw(STREAM.header, headerIndex, 6), draw(STREAM.header, headerIndex, 7));
    const age = Math.max(1, Math.round(HISTORY_WEEKS * (1 - listed / count) + noise));
    if (listed >= (unlisted + 0.5) * unlistedEvery) {
      // Every other unknown order turns up in the file after a few weeks, and its surveys are orphans no more.
      addHeader(1, age, unlisted % 2 === 0 ? Number.POSITIVE_INFINITY : 2 + (unlisted >> 1), null);
      unlisted += 1;
    }
    listed += addHeader(count - listed, age, 1, listed);
  }
  for (let later = 2; later <= week; later += 1) {
    let rest = Math.max(1, Math.round(count * 0.002));
    while (rest > 0) rest -= addHeader(rest, 2 - later, later, null);
  }
  return { cast, lines };
}

function vendorWeights(cast: Cast) {
  return cast.vendors.map((vendor, index) => [vendor, 0.5 ** (index + 1)] as const);
}

/** Planned dates of a line; either is missing in a quarter of the rows. Days since 1970. */
export function plannedDates(draw: Draw, line: OrderLine, weekEnd: WeekEnd) {
  const u = (field: number) => draw(STREAM.line, line.index, field);
  const start = weekEnd(line.startWeek) - 11 - Math.floor(10 * u(40));
  const weeks = line.lifecycle === "open" ? 26 + 130 * u(41) : line.endWeek - line.startWeek + 4 * u(41);
  return {
    start: u(42) < 0.25 ? null : start,
    completion: u(43) < 0.25 ? null : start + 11 + Math.ceil(weeks * 7),
  };
}
