import { Download } from "lucide-react";
import type { ListFilter } from "@/features/imports/list-queries";
import type { ImportJob } from "@/features/imports/queries";
import type { ImportChangeKind, ImportView } from "@/features/imports/schema";
import { FilterBar, FilterSelect } from "@/components/filter-bar";
import { SearchInput } from "@/components/search-input";
import { Button } from "@/components/ui/button";
import { paths } from "@/libs/paths";

const kindLabel: Readonly<Record<ImportChangeKind, string>> = {
  new: "New rows",
  changed: "Changed rows",
  withdrawn: "Withdrawn",
  restored: "Counts again",
  linked: "Found its order",
  raised: "Order value raised",
  cut: "Order value cut",
  rose: "Level rose",
  fell: "Level fell",
};

/** Search and filter of the shown list, and the download of them all. */
export function ListTools({
  job,
  view,
  filter,
  kinds,
}: {
  job: ImportJob;
  view: ImportView;
  filter: ListFilter;
  kinds: readonly ImportChangeKind[];
}) {
  if (view === "errors" || view === "columns") return null;
  const clearHref = filter.kind ? paths.importJob(job.id, { view, q: filter.search }) : null;
  return (
    <div className="flex flex-wrap items-end gap-3 border-b px-4 py-3">
      <SearchInput label="Find a purchase order" placeholder="Purchase order number ( / )" />
      {kinds.length > 0 ? (
        <FilterBar keep={{ view, q: filter.search }} clearHref={clearHref}>
          <FilterSelect
            name="kind"
            label="What happens"
            anyLabel="Everything"
            options={kinds.map((value) => ({ value, label: kindLabel[value] }))}
            value={filter.kind}
          />
        </FilterBar>
      ) : null}
      <Button variant="outline" asChild className="sm:ml-auto">
        <a href={paths.importApi.changes(job.id)} download>
          <Download aria-hidden />
          Download as Excel
        </a>
      </Button>
    </div>
  );
}
