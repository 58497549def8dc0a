import { FileSpreadsheet, SearchX } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { Suspense } from "react";
import { KeysetPager } from "@/components/data-table";
import { EmptyState } from "@/components/empty-state";
import { PageHeader } from "@/components/page-header";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Skeleton } from "@/components/ui/skeleton";
import { OrderFilterPanel } from "@/features/purchase-orders/components/order-filters";
import { OrderList } from "@/features/purchase-orders/components/order-list";
import { OrderTotalsLine } from "@/features/purchase-orders/components/order-totals";
import { clearedHref, ordersHref } from "@/features/purchase-orders/lib/order-address";
import { orderFilterOptions, orderTotals, searchOrders } from "@/features/purchase-orders/queries";
import { isUnfiltered, orderFiltersFrom, orderSortFrom } from "@/features/purchase-orders/schema";
import type { SearchParams } from "@/libs/query-parameters";
import { requireMember } from "@/libs/access/membership";
import { paths } from "@/libs/paths";

export const metadata: Metadata = { title: "Purchase orders" };

export default async function PurchaseOrdersPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const [{ organization }, params] = await Promise.all([requireMember(), searchParams]);
  const filters = orderFiltersFrom(params);
  const view = { filters, sort: orderSortFrom(params.sort) };
  const format = { currency: organization.currency, locale: organization.locale };
  const [page, options] = await Promise.all([
    searchOrders(organization.id, filters, { sort: view.sort, after: params.after, before: params.before }),
    orderFilterOptions(organization.id),
  ]);
  const isFiltered = !isUnfiltered(filters);
  return (
    <>
      <PageHeader
        title="Purchase orders"
        description="One row per order line: what the client authorised, and how much of it is used up."
      />
      {page.rows.length > 0 || isFiltered ? <OrderFilterPanel view={view} options={options} /> : null}
      <Card>
        {page.rows.length > 0 ? (
          <>
            <div className="border-b px-4 py-3">
              <Suspense fallback={<Skeleton className="h-5 w-72 max-w-full" />}>
                <OrderTotalsLine totals={orderTotals(organization.id, filters)} {...format} />
              </Suspense>
            </div>
            <OrderList rows={page.rows} view={view} thresholds={organization.thresholds} {...format} />
            <KeysetPager
              label="Purchase orders"
              summary={`${page.rows.length} on this page`}
              previousHref={page.before && ordersHref(view, { before: page.before })}
              nextHref={page.after && ordersHref(view, { after: page.after })}
            />
          </>
        ) : isFiltered ? (
          <EmptyState
            icon={SearchX}
            title="No purchase order matches"
            action={
              <Button variant="outline" asChild>
                <Link href={clearedHref(view)}>Clear filters</Link>
              </Button>
            }
          >
            Nothing fits the search and all filters together. Loosen one, or clear them.
          </EmptyState>
        ) : (
          <EmptyState
            icon={FileSpreadsheet}
            title="No purchase orders yet"
            action={
              <Button asChild>
                <Link href={paths.newImport}>Import a file</Link>
              </Button>
            }
          >
            Download the purchase order file from the client’s portal and import it here.
          </EmptyState>
        )}
      </Card>
    </>
  );
}
