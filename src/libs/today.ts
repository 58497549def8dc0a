/** Which day it is in an IANA time zone, as "yyyy-mm-dd". The organization's zone says which day it is for everybody in it. */
export function todayIn(timeZone: string, now: Date = new Date()): string {
  // Swedish writes dates as ISO does.
  return new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short" }).format(now);
}
