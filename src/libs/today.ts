import { wallClock } from "@/libs/formatters";

/** Which day it is in an IANA time zone, as "yyyy-mm-dd". The organization's zone says which day it is for everybody in it. */
export const todayIn = (timeZone: string, now: Date = new Date()): string =>
  wallClock(now, timeZone).slice(0, 10);
