import "server-only";
import { environment } from "@/libs/environment";

/** How long a session lasts, in words: "8 hours", "7 days". */
export function sessionLimits(): { unused: string; longest: string } {
  const { AESTRAK_SESSION_IDLE_MINUTES: minutes, AESTRAK_SESSION_DAYS: days } = environment();
  return {
    unused: minutes % 60 === 0 ? counted(minutes / 60, "hour") : counted(minutes, "minute"),
    longest: counted(days, "day"),
  };
}

function counted(count: number, unit: string): string {
  return `${count} ${unit}${count === 1 ? "" : "s"}`;
}
