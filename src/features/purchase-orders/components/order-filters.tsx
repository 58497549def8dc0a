import { FilterBar, FilterChip, FilterSelect } from "@/components/filter-bar";
import { SearchInput } from "@/components/search-input";
import { lifecycleLabel } from "@/features/purchase-orders/lib/lifecycle-words";
import {
  clearedHref,
  ordersHref,
  type OrderListView,
  toggledLevelHref,
} from "@/features/purchase-orders/lib/order-address";
import { sortChoices } from "@/features/purchase-orders/lib/sort-choices";
import type { OrderFilterOption } from "@/features/purchase-orders/queries";
import { isUnfiltered, type OrderFilters, orderSortParam } from "@/features/purchase-orders/schema";
import { type UtilizationLevel, utilizationLevelLabel } from "@/types/domain";

const facets = [
  { name: "status", label: "Status in the portal", anyLabel: "All statuses" },
  { name: "vendor", label: "Vendor", anyLabel: "All vendors" },
  { name: "plant", label: "Plant", anyLabel: "All plants" },
  { name: "group", label: "Management group", anyLabel: "All groups" },
  { name: "coordinator", label: "Coordinator", anyLabel: "All coordinators" },
  { name: "company", label: "Client company", anyLabel: "All companies" },
] as const;

/** Chosen in the panel itself, as opposed to search, levels and what only links set. */
const panelFilters = ["lifecycle", "billed", ...facets.map(({ name }) => name)] as const;

type OrderFilterPanelProps = { view: OrderListView; options: readonly OrderFilterOption[] };

/** Search and filters of the purchase order list; all of them stand in the address. */
export function OrderFilterPanel({ view, options }: OrderFilterPanelProps) {
  const { filters, sort } = view;
  const active = panelFilters.filter((name) => filters[name] !== undefined).length;
  return (
    <div className="mb-4 space-y-3">
      <div className="flex flex-wrap items-center gap-2">
        <SearchInput label="Search purchase orders" placeholder="Number, text, vendor, plant … ( / )" />
        {Object.entries(utilizationLevelLabel).map(([level, label]) => (
          <FilterChip
            key={level}
            href={toggledLevelHref(view, level as UtilizationLevel)}
            active={filters.level?.includes(level as UtilizationLevel) ?? false}
          >
            {label}
          </FilterChip>
        ))}
        <LinkedFilters view={view} />
      </div>
      <details open={active > 0} className="rounded-lg border bg-card">
        <summary className="min-h-9 px-3.5 py-2 font-medium select-none">
          Filters{active > 0 ? ` (${active})` : ""}
        </summary>
        <FilterBar
          className="px-3.5 pb-3.5"
          keep={{ q: filters.q, header: filters.header, import: filters.import }}
          clearHref={isUnfiltered(filters) ? null : clearedHref(view)}
        >
          {filters.level?.map((level) => (
            <input key={level} type="hidden" name="level" value={level} />
          ))}
          <FilterSelect
            name="lifecycle"
            label="Lifecycle"
            anyLabel="Open and closed"
            options={Object.entries(lifecycleLabel).map(([value, label]) => ({ value, label }))}
            value={filters.lifecycle}
          />
          {facets.map(({ name, ...words }) => (
            <FilterSelect
              key={name}
              name={name}
              {...words}
              options={choicesOf(options, name, filters)}
              value={filters[name]}
            />
          ))}
          <FilterSelect
            name="billed"
            label="Billing"
            anyLabel="With or without"
            options={[
              { value: "yes", label: "With quantity surveys" },
              { value: "no", label: "Without quantity surveys" },
            ]}
            value={filters.billed}
          />
          <FilterSelect
            name="sort"
            label="Order"
            anyLabel="Highest utilisation first"
            options={sortChoices}
            value={orderSortParam(sort)}
          />
        </FilterBar>
      </details>
    </div>
  );
}

/** Filters that have no control here, because only links elsewhere set them, to be taken off again. */
function LinkedFilters({ view }: { view: OrderListView }) {
  const { header, import: importId } = view.filters;
  const without = (filters: OrderFilters) =>
    ordersHref({ ...view, filters: { ...view.filters, ...filters } });
  return (
    <>
      {header ? (
        <FilterChip active href={without({ header: undefined })}>
          Lines of {header}
        </FilterChip>
      ) : null}
      {importId ? (
        <FilterChip active href={without({ import: undefined })}>
          One import only
        </FilterChip>
      ) : null}
    </>
  );
}

function choicesOf(
  options: readonly OrderFilterOption[],
  facet: OrderFilterOption["facet"],
  filters: OrderFilters,
) {
  const choices = options
    .filter((option) => option.facet === facet)
    .map(({ value, label, line_count }) => ({
      value,
      label: `${label}${label === value || facet !== "coordinator" ? "" : ` · ${value}`} (${line_count})`,
    }));
  const chosen = filters[facet];
  // A link may name what no line has (any more); the choice must still show what the list is filtered by.
  const isOffered = chosen === undefined || choices.some(({ value }) => value === chosen);
  return isOffered ? choices : [{ value: chosen, label: chosen }, ...choices];
}
