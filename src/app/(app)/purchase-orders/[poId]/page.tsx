import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache, Suspense } from "react";
import { DetailSkeleton } from "@/components/detail-skeleton";
import { PageHeader } from "@/components/page-header";
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from "@/components/ui/card";
import { BillingMonths } from "@/features/purchase-orders/components/billing-months";
import { HeaderLines } from "@/features/purchase-orders/components/header-lines";
import { OrderAlertLink, OrderStanding } from "@/features/purchase-orders/components/order-badges";
import { OrderFigures } from "@/features/purchase-orders/components/order-figures";
import { OrderStory } from "@/features/purchase-orders/components/order-story";
import {
  billingMonths,
  orderById,
  orderTimeline,
  unresolvedAlert,
} from "@/features/purchase-orders/detail-queries";
import { orderEntries } from "@/features/purchase-orders/lib/field-values";
import { orderTotals, searchOrders } from "@/features/purchase-orders/queries";
import { FieldList } from "@/features/quantity-surveys/components/field-list";
import { ImportOriginLine } from "@/features/quantity-surveys/components/import-origin-line";
import { OrderSurveys } from "@/features/quantity-surveys/components/order-surveys";
import { attributeEntries } from "@/features/quantity-surveys/lib/field-entries";
import { todayIn } from "@/libs/today";
import { importOrigin, searchSurveys } from "@/features/quantity-surveys/queries";
import { rowId, type SearchParams } from "@/libs/query-parameters";
import { requireMember } from "@/libs/access/membership";
import { paths } from "@/libs/paths";

type PageProps = { params: Promise<{ poId: string }>; searchParams: Promise<SearchParams> };

const linesShown = 50;
const surveysShown = 25;

const load = cache(async (given: string) => {
  const { organization, timeZone } = await requireMember();
  const id = rowId.safeParse(given);
  const order = id.success ? await orderById(organization.id, id.data) : null;
  return order ? { organization, timeZone, order } : notFound();
});

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  const { order } = await load((await params).poId);
  return { title: `Purchase order ${order.purchase_order_no}` };
}

export default async function PurchaseOrderPage({ params, searchParams }: PageProps) {
  // Asked before anything is sent, so that an unknown one is answered with 404; the rest comes under a skeleton.
  const found = await load((await params).poId);
  const { organization, order } = found;
  return (
    <>
      <PageHeader
        breadcrumb={[
          { label: "Purchase orders", href: paths.purchaseOrders() },
          { label: order.purchase_order_no },
        ]}
        title={order.purchase_order_no}
        description={[order.order_short_text, order.vendor_short_term].filter(Boolean).join(" · ") || null}
        actions={
          <Suspense>
            <OrderAlert organizationId={organization.id} orderId={order.id} />
          </Suspense>
        }
      />
      <Suspense fallback={<DetailSkeleton />}>
        <OrderDetail {...found} searchParams={searchParams} />
      </Suspense>
    </>
  );
}

async function OrderAlert({ organizationId, orderId }: { organizationId: string; orderId: string }) {
  const alert = await unresolvedAlert(organizationId, orderId);
  return alert ? <OrderAlertLink alert={alert} /> : null;
}

async function OrderDetail({
  organization,
  timeZone,
  order,
  searchParams,
}: Awaited<ReturnType<typeof load>> & Pick<PageProps, "searchParams">) {
  const { after, before } = await searchParams;
  const { id: organizationId, currency, locale } = organization;
  const format = { currency, locale };
  const today = todayIn(organization.timeZone);
  const header = { header: order.header_no };
  const [lines, totals, surveys, events, months, origin] = await Promise.all([
    searchOrders(organizationId, header, { sort: { key: "number", descending: false }, size: linesShown }),
    orderTotals(organizationId, header),
    searchSurveys(
      { organizationId, today, filters: { order: order.id } },
      { after, before, size: surveysShown },
    ),
    orderTimeline(organizationId, order.id),
    billingMonths(organizationId, order.id),
    importOrigin(organizationId, order.import_job_id),
  ]);
  return (
    <div className="space-y-5">
      <OrderStanding order={order} thresholds={organization.thresholds} />
      <OrderFigures order={order} {...format} />
      <HeaderLines order={order} lines={lines.rows} totals={totals} {...format} />
      <OrderSurveys orderId={order.id} page={surveys} today={today} {...format} />
      <div className="grid items-start gap-5 lg:grid-cols-2">
        <Card id="story" className="scroll-mt-20">
          <CardHeader>
            <div>
              <CardTitle>Story</CardTitle>
              <CardDescription>
                What imports changed, and each step of its alerts, newest first.
              </CardDescription>
            </div>
          </CardHeader>
          <CardContent>
            <OrderStory events={events} timeZone={timeZone} {...format} />
          </CardContent>
        </Card>
        <Card>
          <CardHeader>
            <div>
              <CardTitle>Billed per month</CardTitle>
              <CardDescription>
                Counted quantity surveys by the month of their creation, newest first.
              </CardDescription>
            </div>
          </CardHeader>
          <CardContent>
            <BillingMonths orderId={order.id} months={months} {...format} />
          </CardContent>
        </Card>
      </div>
      <Card>
        <CardHeader>
          <div className="space-y-1">
            <CardTitle>All fields</CardTitle>
            <ImportOriginLine origin={origin} row={order.source_row} timeZone={timeZone} />
          </div>
        </CardHeader>
        <CardContent>
          <FieldList fields={orderEntries(order, format)} attributes={attributeEntries(order.attributes)} />
        </CardContent>
      </Card>
    </div>
  );
}
