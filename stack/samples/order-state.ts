import type { WeekEnd } from "./calendar";
import { workingDayOnOrBefore } from "./calendar";
import type { OrderLine } from "./order-model";
import type { Draw } from "./random";
import { STREAM, weeksUntil } from "./random";

/** What the weekly export says about a line and can change from one week to the next. */
export interface OrderState {
  status: string;
  valueCents: number;
  /** Day of the completion message, for a completed line. */
  completedOn: number | null;
}

const COMPLETION_CHANCE = 0.003;
/** Orders close to their limit are the likeliest to be raised;
 * about 20 of 2,557 lines in a week in all. */
const RAISE_CHANCE = { nearLimit: 0.045, billed: 0.016 };

/** The line in the export of `week`, computed from week 1 and the events since. */
export function orderStateAt(draw: Draw, line: OrderLine, week: number, weekEnd: WeekEnd): OrderState {
  const u = (field: number) => draw(STREAM.orderChange, line.index, field);
  if (line.lifecycle !== "open") {
    const completed = line.lifecycle === "completed";
    return {
      status: line.status,
      valueCents: line.valueCents,
      completedOn: completed ? completionDay(u(1), weekEnd(line.endWeek)) : null,
    };
  }

  const firstChange = Math.max(2, line.listedFromWeek + 1);
  let valueCents = line.valueCents;
  if (line.valueCents > 0 && line.surveyWeight > 0) {
    const nearLimit = line.spentCents >= line.valueCents * 0.7;
    const chance = nearLimit ? RAISE_CHANCE.nearLimit : RAISE_CHANCE.billed;
    for (let later = firstChange; later <= week; later += 1) {
      if (u(10 + later) < chance) valueCents = raised(valueCents, u(2));
    }
  }
  const completedWeek = firstChange + weeksUntil(COMPLETION_CHANCE, u(0));
  if (completedWeek > week || line.surveyWeight === 0) {
    return { status: line.status, valueCents, completedOn: null };
  }
  return { status: "Completed", valueCents, completedOn: completionDay(u(1), weekEnd(completedWeek)) };
}

/** A tenth to four tenths more, to the next full thousand. */
function raised(valueCents: number, u: number): number {
  return Math.ceil((valueCents * (1.1 + 0.3 * u)) / 100_000) * 100_000;
}

function completionDay(u: number, lastDay: number): number {
  return workingDayOnOrBefore(lastDay - Math.floor(5 * u));
}
