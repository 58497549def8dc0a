import { z } from "zod";
import { parameter, rowId, type SearchParams, words } from "@/libs/query-parameters";

const levels = ["on_track", "warning", "critical", "over_budget"] as const;
const list = (value: unknown) => (value === undefined ? [] : Array.isArray(value) ? value : [value]);

const addressSchema = z.object({
  q: parameter(words),
  header: parameter(words),
  level: z
    .preprocess(list, z.array(z.unknown()))
    .transform((given) => levels.filter((level) => given.includes(level))),
  lifecycle: parameter(z.enum(["open", "completed", "canceled"])),
  status: parameter(words),
  company: parameter(words),
  vendor: parameter(words),
  plant: parameter(words),
  group: parameter(words),
  coordinator: parameter(words),
  billed: parameter(z.enum(["yes", "no"])),
  import: parameter(z.uuid()),
});

/** The filters of the purchase order list, named as in its address and as its SQL functions take them. */
export type OrderFilters = Partial<z.output<typeof addressSchema>>;

/** Reads the filters from an address; what can't be read is left out. Levels come in rising order, each once. */
export function orderFiltersFrom(params: SearchParams): OrderFilters {
  return addressSchema.parse(params);
}

/** True when nothing but the whole list is asked for. */
export function isUnfiltered(filters: OrderFilters): boolean {
  return Object.values(filters).every((value) => value === undefined || value.length === 0);
}

const sortKeys = [
  "utilization",
  "number",
  "order_value",
  "spent",
  "remaining",
  "last_billed",
  "completion",
] as const;
export type OrderSortKey = (typeof sortKeys)[number];
export type OrderSort = { key: OrderSortKey; descending: boolean };

export const defaultOrderSort: OrderSort = { key: "utilization", descending: true };

/** "spent-desc", as it stands in the address; undefined for the default, which the address leaves out. */
export function orderSortParam({ key, descending }: OrderSort): string | undefined {
  if (key === defaultOrderSort.key && descending === defaultOrderSort.descending) return undefined;
  return `${key}-${descending ? "desc" : "asc"}`;
}

/** Reads orderSortParam back; the default for anything else. */
export function orderSortFrom(text: unknown): OrderSort {
  if (typeof text !== "string") return defaultOrderSort;
  const [name, direction, ...rest] = text.split("-");
  const key = sortKeys.find((known) => known === name);
  if (!key || rest.length > 0 || (direction !== "asc" && direction !== "desc")) return defaultOrderSort;
  return { key, descending: direction === "desc" };
}

/** Where a page of the list ends or begins: the row's id, and its value of the column that the list is sorted by. */
export type OrderCursor = { id: string; value: string | null };

const decimal = /^(?:-?\d{1,24}(?:\.\d{1,2})?|Infinity)$/;

function fits(value: string, key: OrderSortKey): boolean {
  if (key === "number") return value.length > 0 && value.length <= 64;
  if (key === "last_billed" || key === "completion") return z.iso.date().safeParse(value).success;
  return decimal.test(value);
}

/** The sort is part of the cursor, because the key of another order points nowhere. */
export function encodeOrderCursor({ id, value }: OrderCursor, { key, descending }: OrderSort): string {
  return [key, descending ? "desc" : "asc", id, ...(value === null ? [] : [value])].join("~");
}

/** Null for anything that encodeOrderCursor does not write for this sort; the list then starts at its beginning. */
export function decodeOrderCursor(text: string, sort: OrderSort): OrderCursor | null {
  if (text.length > 120) return null;
  const [key, direction, id, ...rest] = text.split("~");
  if (key !== sort.key || direction !== (sort.descending ? "desc" : "asc")) return null;
  if (id === undefined || !rowId.safeParse(id).success) return null;
  if (rest.length === 0) return { id, value: null };
  const value = rest.join("~");
  return fits(value, sort.key) ? { id, value } : null;
}
