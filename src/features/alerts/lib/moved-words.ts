import { z } from "zod";
import { agoInWords } from "@/libs/ago";
import { utilizationLevelLabel } from "@/types/domain";

/** A step of an alert that came after the one that a page showed, as private.alert_moved_since tells it. */
export const movedSchema = z.object({
  event: z.enum([
    "opened",
    "escalated",
    "deescalated",
    "acknowledged",
    "returned",
    "snoozed",
    "resolved",
    "reopened",
    "undone",
  ]),
  /** Null: nobody did it, or somebody whose account is gone. */
  who: z.string().nullable(),
  mine: z.boolean().nullable(),
  note: z.string().nullable(),
  seconds: z.number(),
  cause: z.string(),
  level: z.enum(["on_track", "warning", "critical", "over_budget"]).nullable(),
  /** The id of that step. */
  seen: z.string(),
});
type Moved = z.output<typeof movedSchema>;

const deeds: Partial<Record<Moved["event"], string>> = {
  acknowledged: "acknowledged this",
  snoozed: "put this aside",
  resolved: "resolved this",
  reopened: "opened this again",
};

/** Says what happened to an alert meanwhile: the sentence for whoever acts on what no longer stands. */
export function movedSentence({ event, who, mine, note, seconds, cause, level }: Moved): string {
  const ago = agoInWords(seconds);
  const deed = deeds[event];
  if (cause === "person" && deed) {
    const person = mine ? "You" : (who ?? "Somebody who has left");
    return `${person} ${deed} ${ago}${note ? `: “${note}”` : "."}`;
  }
  const word = level ? utilizationLevelLabel[level].toLowerCase() : "on track";
  if (event === "resolved") return `This alert resolved itself ${ago}.`;
  if (event === "returned") return `This alert came back ${ago}.`;
  return `This alert moved ${ago}: the order is ${event === "undone" ? "back at " : ""}${word} now.`;
}
