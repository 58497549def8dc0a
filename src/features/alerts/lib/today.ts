import { addDays } from "@/libs/calendar-date";

/** Which day it is in an IANA time zone, as "yyyy-mm-dd". */
export function todayIn(timeZone: string, now: Date = new Date()): string {
  // Swedish writes dates as ISO does.
  return new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short" }).format(now);
}

/**
 * The days that an alert can be put aside until. The database reckons in UTC, so the earliest is the day after the
 * later of both todays.
 */
export function snoozeDays(timeZone: string, now: Date = new Date()) {
  const today = todayIn(timeZone, now);
  const utc = todayIn("UTC", now);
  const [earlier, later] = today < utc ? [today, utc] : [utc, today];
  return { today, earliestSnooze: addDays(later, 1), latestSnooze: addDays(earlier, 365) };
}
