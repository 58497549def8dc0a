import { z } from "zod";
import { agoInWords } from "@/libs/ago";

/** Settings that stand otherwise by now than a page showed, as the database's functions tell it. */
export const meanwhileSchema = z.object({
  present: z.record(z.string(), z.string().nullable()),
  by: z.object({ who: z.string().nullable(), mine: z.boolean().nullable(), seconds: z.number() }).nullish(),
});
type Meanwhile = z.output<typeof meanwhileSchema>;

/**
 * Says who changed what since the page was drawn.
 * @param names of the fields, as the form calls them
 * @param seen what the page showed, by the same fields as `present`
 */
export function meanwhileSentence(
  { present, by }: Meanwhile,
  seen: Readonly<Record<string, string | null>>,
  names: Readonly<Record<string, string>>,
): string {
  const who = by ? (by.mine ? "You" : (by.who ?? "Somebody who has left")) : "You";
  const when = by ? agoInWords(by.seconds) : "in another window";
  const changes = Object.entries(present)
    .filter(([field, value]) => seen[field] !== value)
    .map(([field, value]) => `${names[field] ?? field} is ${value ? `“${value}”` : "empty"} now`);
  return `${who} changed this ${when}: ${changes.join(", ")}. Nothing was saved; what you typed is still here. Save again to let yours count.`;
}
