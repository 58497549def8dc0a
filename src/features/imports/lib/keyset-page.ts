/** One page of a list that is paged by key, with the keys of its neighbours (null where there is none). */
export type KeysetPage<Row> = { rows: Row[]; after: string | null; before: string | null };

/** Where a page begins: behind or before the row with this id; the first page without either. */
export type PageKey = { from: string | null; backwards: boolean };

/** Reads `after` and `before` of an address; anything that is no id of the list's kind means the first page. */
export function pageKeyOf(
  query: { after?: string | string[]; before?: string | string[] },
  isId: (text: string) => boolean,
): PageKey {
  const { after, before } = query;
  if (typeof before === "string" && isId(before)) return { from: before, backwards: true };
  return { from: typeof after === "string" && isId(after) ? after : null, backwards: false };
}

/** Ids of lists that are numbered by the database. */
export const isRowNumber = (text: string): boolean => /^\d{1,15}$/.test(text);

/**
 * Makes a page of up to `size` rows from `found`, in the order of the list. One row more than `size` was asked for:
 * whether it came says whether the list goes on in the direction of paging.
 */
export function keysetPage<Row extends { id: string | number }>(
  found: readonly Row[],
  size: number,
  { from, backwards }: PageKey,
): KeysetPage<Row> {
  const goesOn = found.length > size;
  const rows = backwards ? found.slice(-size) : found.slice(0, size);
  const first = rows[0];
  const last = rows.at(-1);
  return {
    rows,
    before: first && (backwards ? goesOn : from !== null) ? String(first.id) : null,
    after: last && (backwards || goesOn) ? String(last.id) : null,
  };
}
