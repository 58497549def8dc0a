import type { AlertLevel, AlertStatus } from "@/features/alerts/schema";

/** One page of the list, with the keys of its neighbours (null where there is none). */
export type AlertPage<Row> = { rows: Row[]; before: string | null; after: string | null };

const ranks: Readonly<Record<AlertLevel, number>> = { warning: 1, critical: 2, over_budget: 3 };

type Keyed = { id: number | string; status: AlertStatus; level: string };

/** The key of a row in the list's order; its first part is private.alert_rank in the database. */
function keyOf({ id, status, level }: Keyed): string {
  return `${status === "resolved" ? 0 : (ranks[level as AlertLevel] ?? 1)}.${id}`;
}

/**
 * Makes a page of what was found: up to one row more than `size`, nearest to the key first.
 * `entered`: the page was reached by a key, so rows lie on the side that it came from.
 */
export function pageOf<Row extends Keyed>(
  found: readonly Row[],
  { size, backwards, entered }: { size: number; backwards: boolean; entered: boolean },
): AlertPage<Row> {
  const goesOn = found.length > size;
  const nearest = found.slice(0, size);
  const rows = backwards ? nearest.reverse() : nearest;
  const first = rows[0];
  const last = rows.at(-1);
  return {
    rows,
    before: first && (backwards ? goesOn : entered) ? keyOf(first) : null,
    after: last && (backwards || goesOn) ? keyOf(last) : null,
  };
}
