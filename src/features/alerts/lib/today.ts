import { addDays } from "@/libs/calendar-date";
import { todayIn } from "@/libs/today";

/** The days until whose end an alert can be put aside, by the organization's calendar. */
export function snoozeDays(timeZone: string, now: Date = new Date()) {
  const today = todayIn(timeZone, now);
  return { today, latestSnooze: addDays(today, 365) };
}
