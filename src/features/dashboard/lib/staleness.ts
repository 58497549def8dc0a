import { daysBetween } from "@/libs/calendar-date";
import { counted } from "@/libs/formatters";

/** From this many days on, figures are called old: two weekly exports have not come. */
const staleAfterDays = 14;

/** How old the latest figures are, in words ("52 weeks old"), once that is worth a word. Both days are ISO. */
export function staleness(latestDay: string | null, today: string): string | null {
  if (latestDay === null) return null;
  const days = daysBetween(latestDay, today);
  return days < staleAfterDays ? null : `${counted(Math.floor(days / 7), "week")} old`;
}
