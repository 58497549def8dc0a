import { FilterBar, FilterChip } from "@/components/filter-bar";
import { SearchInput } from "@/components/search-input";
import { Input } from "@/components/ui/input";
import { Label } from "@/components/ui/label";
import { surveysHref, toggledHref } from "@/features/quantity-surveys/lib/survey-address";
import { stageWords, uninvoicedLimitInDays } from "@/features/quantity-surveys/lib/survey-stage";
import { type SurveyFilters, surveyStages } from "@/features/quantity-surveys/schema";

/** Search and filters of the quantity survey list; all of them stand in the address. */
export function SurveyFilterPanel({ filters }: { filters: SurveyFilters }) {
  const isFiltered = Object.values(filters).some((value) => value !== undefined);
  const active = [filters.po, filters.from, filters.to].filter((value) => value !== undefined).length;
  const chip = <Key extends keyof SurveyFilters>(key: Key, value: SurveyFilters[Key], words: string) => (
    <FilterChip key={words} href={toggledHref(filters, key, value)} active={filters[key] === value}>
      {words}
    </FilterChip>
  );
  return (
    <div className="mb-4 space-y-3">
      <div className="flex flex-wrap items-center gap-2">
        <SearchInput label="Search quantity surveys" placeholder="Number or words ( / )" />
        {surveyStages.map((stage) => chip("stage", stage, stageWords[stage].label))}
        {chip("waiting", "uninvoiced", `Accepted ${uninvoicedLimitInDays}+ days ago, not invoiced`)}
        {chip("orphans", "only", "Orphans")}
        {chip("withdrawn", "only", "Withdrawn")}
        {filters.orphans === "without" ? chip("orphans", "without", "Without orphans") : null}
        {filters.withdrawn === "without" ? chip("withdrawn", "without", "Without withdrawn") : null}
        {filters.order ? chip("order", filters.order, "One purchase order line only") : null}
        {filters.import ? chip("import", filters.import, "One import only") : null}
      </div>
      <details open={active > 0} className="rounded-lg border bg-card">
        <summary className="min-h-9 px-3.5 py-2 font-medium select-none">
          Filters{active > 0 ? ` (${active})` : ""}
        </summary>
        <FilterBar
          className="px-3.5 pb-3.5"
          keep={{
            q: filters.q,
            stage: filters.stage,
            waiting: filters.waiting,
            orphans: filters.orphans,
            withdrawn: filters.withdrawn,
            order: filters.order,
            import: filters.import,
          }}
          clearHref={isFiltered ? surveysHref({}) : null}
        >
          <FilterInput name="po" label="Purchase order starts with" value={filters.po} />
          <FilterInput name="from" label="Created from" type="date" value={filters.from} />
          <FilterInput name="to" label="Created until" type="date" value={filters.to} />
        </FilterBar>
      </details>
      <p className="text-xs text-muted-foreground">
        A search for a number finds surveys and purchase orders that start with it; if there are none, and for
        words, it looks through the short texts.
      </p>
    </div>
  );
}

function FilterInput({
  name,
  label,
  type = "text",
  value,
}: {
  name: string;
  label: string;
  type?: "text" | "date";
  value: string | undefined;
}) {
  return (
    <div className="grid w-full gap-1 sm:w-44">
      <Label htmlFor={`filter-${name}`} className="text-xs text-muted-foreground">
        {label}
      </Label>
      {/* Made anew when the address changes, so that "Clear filters" empties it. */}
      <Input
        key={value ?? ""}
        id={`filter-${name}`}
        name={name}
        type={type}
        defaultValue={value}
        maxLength={64}
      />
    </div>
  );
}
