import { Changes } from "@/features/imports/components/lists/changes";
import { Columns } from "@/features/imports/components/lists/columns";
import { OrderEffects } from "@/features/imports/components/lists/order-effects";
import { ListTools } from "@/features/imports/components/lists/list-tools";
import { Orphans } from "@/features/imports/components/lists/orphans";
import { RowErrors } from "@/features/imports/components/lists/row-errors";
import { ViewLinks } from "@/features/imports/components/lists/view-links";
import type { MoneyFormat } from "@/features/imports/components/money-change";
import type { PageKey } from "@/libs/keyset-page";
import {
  importChanges,
  importEffects,
  importOrphans,
  importRowErrors,
  type ListFilter,
} from "@/features/imports/list-queries";
import type { ImportJob } from "@/features/imports/queries";
import type { ImportChangeKind, ImportView } from "@/features/imports/schema";
import { Card } from "@/components/ui/card";

/** What the address of the page says about its lists. */
export type ListAddress = { view: ImportView; filter: ListFilter; key: PageKey };

/** What can happen to a purchase order, or to a row that was known before. */
const kindsOf: Partial<Record<ImportView, readonly ImportChangeKind[]>> = {
  orders: ["new", "changed", "withdrawn", "raised", "cut", "rose", "fell"],
  changes: ["changed", "withdrawn", "restored", "linked", "raised", "cut", "rose", "fell"],
};

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
  const hasChanges = ["awaiting_confirmation", "succeeded", "undone"].includes(job.status);
  const views = [
    { view: "orders", label: "By purchase order" },
    ...(hasChanges ? [{ view: "changes", label: "Changes" } as const] : []),
    { view: "errors", label: "Row errors", count: job.counts.errors },
    { view: "orphans", label: "Without order", count: job.counts.orphans },
    { view: "columns", label: "Columns" },
  ] as const;
  const view = views.some((offered) => offered.view === address.view) ? address.view : "orders";
  const kind = kindsOf[view]?.find((known) => known === address.filter.kind) ?? null;
  const filter = { ...address.filter, kind };
  return (
    <Card id="lists" aria-label="Details" className="scroll-mt-20 overflow-hidden">
      <ViewLinks importId={job.id} shown={view} views={views} />
      <ListTools job={job} view={view} filter={filter} kinds={kindsOf[view] ?? []} />
      <ShownList
        job={job}
        organizationId={organizationId}
        address={{ ...address, view, filter }}
        format={format}
      />
    </Card>
  );
}

async function ShownList({
  job,
  organizationId,
  address: { view, filter, key },
  format,
}: {
  job: ImportJob;
  organizationId: string;
  address: ListAddress;
  format: MoneyFormat;
}) {
  if (view === "changes") {
    const page = await importChanges(organizationId, job, filter, key);
    return <Changes job={job} page={page} filter={filter} format={format} />;
  }
  if (view === "errors") {
    return <RowErrors importId={job.id} page={await importRowErrors(organizationId, job.id, key)} />;
  }
  if (view === "orphans") {
    const page = await importOrphans(organizationId, job.id, filter.search, key);
    return <Orphans job={job} page={page} filter={filter} format={format} />;
  }
  if (view === "columns") return <Columns job={job} />;
  const page = await importEffects(organizationId, job.id, filter, key);
  return <OrderEffects importId={job.id} page={page} filter={filter} format={format} />;
}
