import { Changes } from "@/features/imports/components/lists/changes";
import { Columns } from "@/features/imports/components/lists/columns";
import { OrderEffects } from "@/features/imports/components/lists/order-effects";
import { Orphans } from "@/features/imports/components/lists/orphans";
import { RowErrors } from "@/features/imports/components/lists/row-errors";
import { ViewLinks } from "@/features/imports/components/lists/view-links";
import type { MoneyFormat } from "@/features/imports/components/money-change";
import type { PageKey } from "@/features/imports/lib/keyset-page";
import { importChanges, importEffects, importRowErrors } from "@/features/imports/list-queries";
import type { ImportJob } from "@/features/imports/queries";
import type { ImportView } from "@/features/imports/schema";
import { Card } from "@/components/ui/card";

/** What the address of the page says about its lists. */
export type ListAddress = { view: ImportView; search: string; key: PageKey };

/** The lists behind the figures of an import, one at a time. */
export async function ImportLists({
  job,
  organizationId,
  address,
  format,
}: {
  job: ImportJob;
  organizationId: string;
  address: ListAddress;
  format: MoneyFormat;
}) {
  const wasApplied = job.status === "succeeded" || job.status === "undone";
  const views = [
    { view: "orders", label: "By purchase order" },
    ...(wasApplied ? [{ view: "changes", label: "Changed values", count: job.counts.changed } as const] : []),
    { view: "errors", label: "Row errors", count: job.counts.errors },
    { view: "orphans", label: "Without order", count: job.counts.orphans },
    { view: "columns", label: "Columns" },
  ] as const;
  const view = views.some((offered) => offered.view === address.view) ? address.view : "orders";
  return (
    <Card aria-label="Details" className="overflow-hidden">
      <ViewLinks importId={job.id} shown={view} views={views} />
      <ShownList job={job} organizationId={organizationId} address={{ ...address, view }} format={format} />
    </Card>
  );
}

async function ShownList({
  job,
  organizationId,
  address: { view, search, key },
  format,
}: {
  job: ImportJob;
  organizationId: string;
  address: ListAddress;
  format: MoneyFormat;
}) {
  if (view === "changes") {
    return (
      <Changes importId={job.id} page={await importChanges(organizationId, job.id, key)} format={format} />
    );
  }
  if (view === "errors") {
    return <RowErrors importId={job.id} page={await importRowErrors(organizationId, job.id, key)} />;
  }
  if (view === "orphans") return <Orphans job={job} format={format} />;
  if (view === "columns") return job.type ? <Columns type={job.type} metadata={job.metadata} /> : null;
  const page = await importEffects(organizationId, job.id, search, key);
  return <OrderEffects importId={job.id} page={page} search={search} format={format} />;
}
