import type { ImportKind } from "@/features/imports/lib/columns";
import { matchHeaders, normalizeHeader } from "@/features/imports/lib/header-matching";

/**
 * Which kind of export a header row probably belongs to, when it lacks required columns: at least a third of its
 * named columns, and two, have a field of that kind, and more than of the other.
 */
export function likelyKind(headers: readonly string[]): ImportKind | null {
  const named = headers.filter((header) => normalizeHeader(header) !== "").length;
  const found = (kind: ImportKind) => matchHeaders(headers, kind).byColumn.filter(Boolean).length;
  const [orders, surveys] = [found("purchase-orders"), found("quantity-surveys")];
  const most = Math.max(orders, surveys);
  if (orders === surveys || most < 2 || most < named / 3) return null;
  return orders > surveys ? "purchase-orders" : "quantity-surveys";
}
