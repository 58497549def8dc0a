import type { OrderLine, OrderModel } from "./order-model";
import type { Draw } from "./random";
import { STREAM, weeksUntil } from "./random";
import { SIZE_FIELD, splitSpend } from "./survey-amounts";

/** One quantity survey that the export of a given week holds; its dates and texts are drawn when it is written. */
export interface Survey {
  line: OrderLine;
  /** Coordinates of the survey's own draws; `bornGroup` is the export that brought it (1 for the first). */
  bornGroup: number;
  index: number;
  /** The week in which it was created, ≤ 0 for history before the first export. */
  bornWeek: number;
  number: string;
  totalCents: number;
  /** The file holds the row a second time, unchanged. */
  repeated: boolean;
}

const NEW_SHARE_PER_WEEK = 0.02;
/** Only the smaller quarter is ever withdrawn, which makes 0.5 % of all and lets no order drift far downwards. */
const WITHDRAWN_CHANCE = 0.02;
const LARGEST_WITHDRAWN_SIZE = 0.25;
const AMENDED_CHANCE = 0.0008;
const ORPHAN_SHARE = 0.003;
const CREDIT_SHARE = 0.01;

/** All surveys of the export of `week`, by purchase order line; the file of week 1 has exactly `rows` data rows. */
export function createSurveys(draw: Draw, orders: OrderModel, rows: number, week: number): Survey[] {
  const repeats = rows < 50 ? 0 : Math.max(3, Math.round(rows * 0.0003));
  const distinct = rows - repeats;
  const repeatEvery = repeats === 0 ? Number.POSITIVE_INFINITY : Math.floor(distinct / repeats);
  const counts = rowsPerLine(orders.lines, distinct);
  const added = addedPerLine(draw, orders.lines, distinct, week);

  const surveys: Survey[] = [];
  const keep = (survey: Survey) => {
    const u = (field: number) => draw(STREAM.survey + survey.bornGroup, survey.index, field);
    const withdrawable = u(SIZE_FIELD) < LARGEST_WITHDRAWN_SIZE;
    if (withdrawable && survey.bornGroup + 1 + weeksUntil(WITHDRAWN_CHANCE, u(20)) <= week) return;
    const amended = survey.bornGroup + 1 + weeksUntil(AMENDED_CHANCE, u(21)) <= week;
    if (amended) survey.totalCents = Math.round(survey.totalCents * (0.85 + 0.3 * u(22)));
    surveys.push(survey);
  };

  let index = 0;
  for (const line of orders.lines) {
    const count = counts[line.index]!;
    const amounts = splitSpend(draw, line.spentCents, count, index);
    const window = line.endWeek - line.startWeek + 1;
    for (let position = 0; position < count; position += 1) {
      const at = (position + draw(STREAM.survey + 1, index, 23)) / count;
      keep({
        line,
        bornGroup: 1,
        index,
        bornWeek: line.startWeek + Math.floor(at * window),
        number: surveyNumber(line, 1, position),
        totalCents: amounts[position]!,
        repeated: index % repeatEvery === 0 && index < repeats * repeatEvery,
      });
      index += 1;
    }
    for (const survey of added.get(line.index) ?? []) keep(survey);
  }
  return surveys;
}

/** Shares `distinct` rows out to the lines in proportion to their weights; the parts add up exactly. */
function rowsPerLine(lines: readonly OrderLine[], distinct: number): number[] {
  const isOrphan = (line: OrderLine) => line.listedFromWeek !== 1;
  const orphans = distinct < 100 ? 0 : Math.max(1, Math.round(distinct * ORPHAN_SHARE));
  const listed = shareOut(lines, (line) => (isOrphan(line) ? 0 : line.surveyWeight), distinct - orphans);
  const unlisted = shareOut(lines, (line) => (isOrphan(line) ? line.surveyWeight : 0), orphans);
  return lines.map((_, position) => listed[position]! + unlisted[position]!);
}

function shareOut(lines: readonly OrderLine[], weight: (line: OrderLine) => number, count: number): number[] {
  const total = lines.reduce((sum, line) => sum + weight(line), 0);
  if (total === 0) return lines.map(() => 0);
  let before = 0;
  return lines.map((line) => {
    const after = before + weight(line);
    const part = Math.floor((after / total) * count) - Math.floor((before / total) * count);
    before = after;
    return part;
  });
}

/** The surveys that weeks 2 to `week` bring, by the index of their line. */
function addedPerLine(draw: Draw, lines: readonly OrderLine[], distinct: number, week: number) {
  const added = new Map<number, Survey[]>();
  const unlisted = lines.filter((line) => line.listedFromWeek !== 1 && line.surveyWeight > 0);
  const open = lines.filter((line) => {
    if (line.lifecycle !== "open" || line.valueCents === 0 || line.placeholder || unlisted.includes(line))
      return false;
    return line.surveyWeight > 0 || draw(STREAM.line, line.index, 60) < 0.2;
  });
  const count = Math.round(distinct * NEW_SHARE_PER_WEEK);

  for (let group = 2; group <= week; group += 1) {
    const stream = STREAM.survey + group;
    // Lines are in order of appearance, so those that existed the week before are a prefix.
    const known = open.findLastIndex((line) => line.listedFromWeek < group) + 1;
    for (let index = 0; index < count; index += 1) {
      const orphan = unlisted.length > 0 && draw(stream, index, 30) < ORPHAN_SHARE;
      const pool = orphan ? unlisted.length : known;
      const line = (orphan ? unlisted : open)[Math.floor(draw(stream, index, 31) * pool)];
      if (line === undefined || pool === 0) continue;
      const list = added.get(line.index) ?? [];
      added.set(line.index, list);
      list.push({
        line,
        bornGroup: group,
        index,
        bornWeek: group,
        number: surveyNumber(line, group, list.length),
        totalCents: newTotal(draw, stream, index, line, known / count),
        repeated: false,
      });
    }
  }
  return added;
}

/** A week's billing slows down as the order fills up, so that some orders cross a level each week and not all. */
function newTotal(
  draw: Draw,
  stream: number,
  index: number,
  line: OrderLine,
  linesPerSurvey: number,
): number {
  const used = line.spentCents / line.valueCents;
  const share = Math.max(0.004, (1.01 - used) * 0.02) * Math.min(4, linesPerSurvey);
  const cents = Math.round(line.valueCents * share * (0.4 + 1.2 * draw(stream, index, SIZE_FIELD)));
  return draw(stream, index, 33) < CREDIT_SHARE ? -Math.ceil(cents / 5) : Math.max(1, cents);
}

/**
 * Counted per order header: the n-th survey of each of its lines has the same number, as one survey covers several
 * lines. Numbers of later weeks have their own range, so that a line never repeats one.
 */
function surveyNumber(line: OrderLine, group: number, position: number): string {
  return String(7_000_000_000_000 + line.header.index * 100_000_000 + group * 1_000_000 + position);
}
