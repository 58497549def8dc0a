/** One page of a list that is paged by key, with the keys that lead to its neighbours (null where there is none). */
export type KeysetPage<Row> = { rows: Row[]; before: string | null; after: string | null };

/** Where a page begins: behind the row with this key, or before it; the first page without one. */
export type PageKey<Key = string> = { from: Key | null; backwards: boolean };

/**
 * Reads `after` and `before` of an address.
 * @param decode a key as it stands there; null for anything that is none, which means the first page
 */
export function pageKeyOf<Key>(
  { after, before }: { after?: unknown; before?: unknown },
  decode: (text: string) => Key | null,
): PageKey<Key> {
  const read = (text: unknown) => (typeof text === "string" ? decode(text) : null);
  const from = read(before);
  return from === null ? { from: read(after), backwards: false } : { from, backwards: true };
}

/** For pageKeyOf: ids of rows that the database numbers. */
export const rowNumber = (text: string): string | null => (/^[1-9]\d{0,14}$/.test(text) ? text : null);

/**
 * Reads one page of up to `size` rows.
 * @param read up to `limit` rows in the order of the list: those behind the key, or the ones nearest before it
 * @param keyOf a row's key as it stands in the address
 */
export async function keysetPage<Row, Key>(
  key: PageKey<Key>,
  list: {
    size: number;
    read: (key: PageKey<Key>, limit: number) => Promise<readonly Row[]>;
    keyOf: (row: Row) => string;
  },
): Promise<KeysetPage<Row>> {
  const { size, read, keyOf } = list;
  const { from, backwards } = key;
  // One row more than asked for: whether it comes says whether the list goes on in the direction of paging.
  const found = await read(key, size + 1);
  const goesOn = found.length > size;
  // Back at the beginning the page may be short; the first page is what is meant.
  if (backwards && !goesOn) return keysetPage({ from: null, backwards: false }, list);
  const rows = backwards ? found.slice(-size) : found.slice(0, size);
  const first = rows[0];
  const last = rows.at(-1);
  return {
    rows,
    before: first !== undefined && (backwards || from !== null) ? keyOf(first) : null,
    after: last !== undefined && (backwards || goesOn) ? keyOf(last) : null,
  };
}
