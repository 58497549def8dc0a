import type { Metadata } from "next";
import { PageHeader } from "@/components/page-header";
import { RecordList } from "@/components/record-list";
import { OrderFilterPanel } from "@/features/purchase-orders/components/order-filters";
import { OrderList } from "@/features/purchase-orders/components/order-list";
import { OrderTotalsLine } from "@/features/purchase-orders/components/order-totals";
import { clearedHref, ordersHref } from "@/features/purchase-orders/lib/order-address";
import { orderOverview, searchOrders } from "@/features/purchase-orders/queries";
import { isUnfiltered, orderFiltersFrom, orderSortFrom } from "@/features/purchase-orders/schema";
import type { SearchParams } from "@/libs/query-parameters";
import { requireMember } from "@/libs/access/membership";

export const metadata: Metadata = { title: "Purchase orders" };

export default async function PurchaseOrdersPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const [{ organization }, params] = await Promise.all([requireMember(), searchParams]);
  const filters = orderFiltersFrom(params);
  const view = { filters, sort: orderSortFrom(params.sort) };
  const format = { currency: organization.currency, locale: organization.locale };
  const [page, { totals, options }] = await Promise.all([
    searchOrders(organization.id, filters, { sort: view.sort, after: params.after, before: params.before }),
    orderOverview(organization.id, filters),
  ]);
  const isFiltered = !isUnfiltered(filters);
  return (
    <>
      <PageHeader
        title="Purchase orders"
        description="One row per order line: what the client authorised, and how much of it is used up."
      />
      {page.rows.length > 0 || isFiltered ? <OrderFilterPanel view={view} options={options} /> : null}
      <RecordList
        name="purchase order"
        count={page.rows.length}
        isFiltered={isFiltered}
        clearHref={clearedHref(view)}
        previousHref={page.before && ordersHref(view, { before: page.before })}
        nextHref={page.after && ordersHref(view, { after: page.after })}
        totals={<OrderTotalsLine totals={totals} {...format} />}
      >
        <OrderList rows={page.rows} view={view} thresholds={organization.thresholds} {...format} />
      </RecordList>
    </>
  );
}
