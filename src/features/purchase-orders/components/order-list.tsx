import { Table } from "@/components/ui/table";
import { OrderListHead } from "@/features/purchase-orders/components/order-list-head";
import { OrderRows, type OrderRowsProps } from "@/features/purchase-orders/components/order-rows";
import type { OrderListView } from "@/features/purchase-orders/lib/order-address";

/** Purchase order lines as a table that sorts by its headings; on a phone as cards. */
export function OrderList({ view, ...rows }: OrderRowsProps & { view: OrderListView }) {
  return (
    <Table label="Purchase orders" stacked containerClassName="long-list">
      <OrderListHead view={view} />
      <OrderRows {...rows} />
    </Table>
  );
}
