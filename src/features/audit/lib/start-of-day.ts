import { wallClock } from "@/libs/formatters";

/** The instant at which a day ("2026-03-31") begins in an IANA time zone, as ISO 8601 in UTC. */
export function startOfDay(day: string, timeZone: string): string {
  const wall = Date.parse(`${day}T00:00:00Z`);
  // The zone's offset at the instant that is sought; one step gets there unless a clock change lies in between.
  let instant = wall - offsetAt(wall, timeZone);
  instant = wall - offsetAt(instant, timeZone);
  return new Date(instant).toISOString();
}

/** How far the zone's clocks are ahead of UTC at an instant, in milliseconds. */
function offsetAt(instant: number, timeZone: string): number {
  return Date.parse(`${wallClock(instant, timeZone).replace(" ", "T")}Z`) - Math.floor(instant / 1000) * 1000;
}
