import "server-only";
import { z } from "zod";
import {
  decodeOrderCursor,
  defaultOrderSort,
  encodeOrderCursor,
  type OrderFilters,
  type OrderSort,
} from "@/features/purchase-orders/schema";
import { keysetPage, type KeysetPage, pageKeyOf } from "@/libs/keyset-page";
import { supabaseServerClient } from "@/libs/supabaseServerClient";

const lifecycle = z.enum(["open", "completed", "canceled"]);
const level = z.enum(["on_track", "warning", "critical", "over_budget"]);

const rowSchema = z.object({
  id: z.coerce.string(),
  purchase_order_no: z.string(),
  order_short_text: z.string().nullable(),
  vendor_name: z.string().nullable(),
  status: z.string().nullable(),
  lifecycle,
  order_value: z.string(),
  total_spent: z.string(),
  remaining_budget: z.string(),
  utilization_percent: z.string().nullable(),
  level,
  last_billed_date: z.string().nullable(),
  completion_date: z.string().nullable(),
  sort_value: z.string().nullable(),
});

/** A row of the purchase order list; money and the percentage are decimal strings, dates ISO days. */
export type OrderRow = z.output<typeof rowSchema>;

// No level chosen means every level; undefined filters are dropped on the way.
function databaseFilters(filters: OrderFilters): OrderFilters {
  return { ...filters, level: filters.level?.length ? filters.level : undefined };
}

/**
 * One page of purchase order lines. `after` and `before` are cursors as they came in the address; an unreadable
 * one means the first page. `size` is at most 500.
 */
export async function searchOrders(
  organizationId: string,
  filters: OrderFilters,
  {
    sort = defaultOrderSort,
    after,
    before,
    size = 50,
  }: { sort?: OrderSort; after?: unknown; before?: unknown; size?: number } = {},
): Promise<KeysetPage<OrderRow>> {
  const supabase = await supabaseServerClient();
  return keysetPage(
    pageKeyOf({ after, before }, (text) => decodeOrderCursor(text, sort)),
    {
      size,
      async read({ from, backwards }, limit) {
        const { data } = await supabase
          .rpc("search_purchase_orders", {
            for_organization: organizationId,
            filters: databaseFilters(filters),
            sort: sort.key,
            descending: sort.descending,
            ...(from && from.value !== null ? { key_value: from.value } : {}),
            ...(from ? { key_id: Number(from.id) } : {}),
            backwards,
            row_limit: limit,
          })
          .throwOnError();
        return z.array(rowSchema).parse(data);
      },
      keyOf: (row) => encodeOrderCursor({ id: row.id, value: row.sort_value }, sort),
    },
  );
}

const totalsSchema = z.object({
  line_count: z.coerce.number(),
  authorised: z.string(),
  spent: z.string(),
  remaining: z.string(),
});
export type OrderTotals = z.output<typeof totalsSchema>;

/** How many purchase order lines the filters find, and their sums as decimal strings. */
export async function orderTotals(organizationId: string, filters: OrderFilters): Promise<OrderTotals> {
  const supabase = await supabaseServerClient();
  const { data } = await supabase
    .rpc("purchase_order_totals", { for_organization: organizationId, filters: databaseFilters(filters) })
    .throwOnError();
  return z.tuple([totalsSchema]).parse(data)[0];
}

const optionSchema = z.object({
  facet: z.enum(["status", "company", "vendor", "plant", "group", "coordinator"]),
  value: z.string(),
  label: z.string(),
  line_count: z.coerce.number(),
});
export type OrderFilterOption = z.output<typeof optionSchema>;

const overviewSchema = z.object({ totals: totalsSchema, options: z.array(optionSchema) });

/** What stands around the list: the sums of all lines that the filters find, and what the filters offer, by label. */
export async function orderOverview(
  organizationId: string,
  filters: OrderFilters,
): Promise<z.output<typeof overviewSchema>> {
  const supabase = await supabaseServerClient();
  const { data } = await supabase
    .rpc("purchase_order_overview", { for_organization: organizationId, filters: databaseFilters(filters) })
    .throwOnError();
  return overviewSchema.parse(data);
}
