import { SortableHead } from "@/components/data-table";
import { TableHead, TableHeader } from "@/components/ui/table";
import { type OrderListView, sortedHref } from "@/features/purchase-orders/lib/order-address";
import type { OrderSortKey } from "@/features/purchase-orders/schema";

/** The headings of the purchase order list; those that can be sorted by are links. */
export function OrderListHead({ view }: { view: OrderListView }) {
  const sortable = (key: OrderSortKey) => ({
    sorted: view.sort.key === key ? (view.sort.descending ? ("desc" as const) : ("asc" as const)) : null,
    href: sortedHref(view, key),
  });
  return (
    <TableHeader>
      <tr>
        <SortableHead label="Purchase order" {...sortable("number")} />
        <TableHead className="max-[90rem]:hidden">Vendor</TableHead>
        <TableHead>Status</TableHead>
        <SortableHead label="Order value" align="right" {...sortable("order_value")} />
        <SortableHead label="Spent" align="right" {...sortable("spent")} />
        <SortableHead label="Remaining" align="right" {...sortable("remaining")} />
        <SortableHead label="Utilisation" {...sortable("utilization")} />
        <SortableHead label="Last billed" {...sortable("last_billed")} />
        <SortableHead label="Completion" {...sortable("completion")} />
      </tr>
    </TableHeader>
  );
}
