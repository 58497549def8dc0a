import {
  defaultOrderSort,
  type OrderFilters,
  type OrderSort,
  type OrderSortKey,
  orderSortParam,
} from "@/features/purchase-orders/schema";
import { paths } from "@/libs/paths";
import type { UtilizationLevel } from "@/types/domain";

/** What the list shows: its filters and its order. */
export type OrderListView = { filters: OrderFilters; sort: OrderSort };

/** The list as `view` says; a cursor leads to the page after or before it. */
export function ordersHref(
  { filters, sort }: OrderListView,
  page: { after?: string | null; before?: string | null } = {},
): string {
  return paths.purchaseOrders({ ...filters, sort: orderSortParam(sort), ...page });
}

/** The list with or without one of the levels. */
export function toggledLevelHref(view: OrderListView, level: UtilizationLevel): string {
  const chosen = view.filters.level ?? [];
  const toggled = chosen.includes(level) ? chosen.filter((other) => other !== level) : [...chosen, level];
  return ordersHref({ ...view, filters: { ...view.filters, level: toggled } });
}

// Names and dates are read from the start, amounts from the largest.
const risesFirst: readonly OrderSortKey[] = ["number", "remaining", "completion"];

/** The list sorted by a column; the other way round when it already is. */
export function sortedHref(view: OrderListView, key: OrderSortKey): string {
  const descending = view.sort.key === key ? !view.sort.descending : !risesFirst.includes(key);
  return ordersHref({ ...view, sort: { key, descending } });
}

/** The list without filters, in the same order. */
export function clearedHref({ sort }: Pick<OrderListView, "sort"> = { sort: defaultOrderSort }): string {
  return ordersHref({ filters: {}, sort });
}
