import type { WeekEnd } from "./calendar";
import { workingDayOnOrAfter } from "./calendar";

/** How far a survey has come, as days since 1970; null = not yet. No date is earlier than the one before it. */
interface PipelineDates {
  created: number;
  transferred: number | null;
  accepted: number | null;
  invoiced: number | null;
  /** The invoice has an accounting document. */
  posted: boolean;
}

/** Half of the surveys go from creation to invoice before the portal's next export. */
const QUICK_SHARE = 0.5;
const POSTED_SHARE = 0.97;
/** Accepted work that nobody ever invoices: the money that an ageing report exists to find. */
const FORGOTTEN_SHARE = 0.04;
const MEAN_WAIT_WEEKS = 3.5;
const LONGEST_WAIT_WEEKS = 14;

/**
 * Dates of a survey that first appears in the export of `bornWeek`, as seen in the export of `week`.
 * A slow survey shows what its first week brought until one later week completes it, so that an export changes
 * about 1 % of the rows of the one before. `u(field)` are the survey's own draws.
 */
export function pipelineAt(
  u: (field: number) => number,
  bornWeek: number,
  week: number,
  weekEnd: WeekEnd,
): PipelineDates {
  const lastBornDay = weekEnd(bornWeek);
  const later = (day: number, gap: number, limit: number) =>
    Math.min(limit, Math.max(day, workingDayOnOrAfter(day + Math.floor(gap))));

  if (u(0) < QUICK_SHARE) {
    const created = later(lastBornDay - 9, 8 * u(1), lastBornDay);
    const transferred = later(created, 2 * u(2), lastBornDay);
    const accepted = later(transferred, 3 * u(3), lastBornDay);
    const invoiced = later(accepted, 4 * u(4), lastBornDay);
    return { created, transferred, accepted, invoiced, posted: u(5) < POSTED_SHARE };
  }

  const created = later(lastBornDay - 6, 7 * u(1), lastBornDay);
  const forgotten = u(6) < FORGOTTEN_SHARE;
  const stage = forgotten ? 1 : u(7);
  const transferred = stage < 0.3 ? null : later(created, 2 * u(2), lastBornDay);
  const accepted = stage < 0.7 || transferred === null ? null : later(transferred, 4 * u(3), lastBornDay);
  const wait = Math.floor(-MEAN_WAIT_WEEKS * Math.log(1 - u(8)));
  const completedWeek = bornWeek + 1 + Math.min(LONGEST_WAIT_WEEKS, wait);
  if (forgotten || week < completedWeek) {
    return { created, transferred, accepted, invoiced: null, posted: false };
  }

  const lastDay = weekEnd(completedWeek);
  const lateTransfer = transferred ?? later(created, 0.3 * (lastDay - created) * u(2), lastDay);
  const lateAcceptance = accepted ?? later(lateTransfer, 0.8 * (lastDay - lateTransfer) * u(3), lastDay);
  const invoiced = later(Math.max(lateAcceptance, lastDay - 6), 7 * u(4), lastDay);
  return {
    created,
    transferred: lateTransfer,
    accepted: lateAcceptance,
    invoiced,
    posted: u(5) < POSTED_SHARE,
  };
}
