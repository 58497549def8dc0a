import { counted } from "@/libs/formatters";
import type { ImportJob } from "@/features/imports/queries";

type Previewed = Pick<ImportJob, "type" | "mode" | "repeatPolicy" | "counts">;

/** Whether applying the import would leave every row as it is. */
export function changesNothing({ counts }: Previewed): boolean {
  return (counts.new ?? 0) + (counts.changed ?? 0) + (counts.withdrawn ?? 0) === 0;
}

/** Whether a file that is said to be complete would withdraw more rows than it holds: hardly a full export. */
export function withdrawsMost({ counts }: Previewed): boolean {
  return (counts.withdrawn ?? 0) > (counts.new ?? 0) + (counts.changed ?? 0) + (counts.unchanged ?? 0);
}

/** What confirming does, in one or two sentences. */
export function confirmEffect(job: Previewed): string {
  const { counts, type } = job;
  if (changesNothing(job)) {
    return "Confirming changes no data. It only keeps a record that this file was checked.";
  }
  const [one, many] =
    type === "purchase_orders"
      ? ["purchase order line", "purchase order lines"]
      : ["quantity survey", "quantity surveys"];
  const parts = [
    counts.new ? `adds ${counted(counts.new, one, many)}` : null,
    counts.changed ? `changes ${counted(counts.changed, one, many)}` : null,
    counts.withdrawn ? `withdraws ${counted(counts.withdrawn, one, many)}` : null,
  ].filter((part) => part !== null);
  const how =
    type !== "quantity_surveys"
      ? ""
      : job.mode === "snapshot"
        ? " The file is taken as a full export."
        : " The file is taken as an addition: what it does not hold stays as it is.";
  return `Confirming ${inWords(parts)}.${how} Totals and alerts follow at once.`;
}

/** Why the import cannot be confirmed yet, and what to do; null when it can. */
export function confirmObstacle({ counts, repeatPolicy }: Previewed): string | null {
  if (repeatPolicy !== "fault" || !counts.conflicts) return null;
  return `It cannot be confirmed while ${counted(counts.conflicts, "number stands", "numbers stand")} in the file more than once with different values. Say above what these rows are.`;
}

/** "a", "a and b", "a, b and c" */
function inWords(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join("") : `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}`;
}
