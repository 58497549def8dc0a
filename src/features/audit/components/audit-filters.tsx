import { FilterBar, FilterChip, FilterSelect } from "@/components/filter-bar";
import { Input } from "@/components/ui/input";
import { Label } from "@/components/ui/label";
import type { Names } from "@/features/audit/lib/entry";
import { inWords } from "@/features/audit/lib/sentences";
import { actionGroups, type AuditFilters } from "@/features/audit/schema";
import { paths } from "@/libs/paths";

/** Who, what kind of action, when; and one record's story, when it was opened from an entry. */
export function AuditFilterBar({ filters, names }: { filters: AuditFilters; names: Names }) {
  const isFiltered = Object.values(filters).some((value) => value !== undefined);
  const people = [...names]
    .map(([value, label]) => ({ value, label }))
    .sort((a, b) => a.label.localeCompare(b.label));
  const groups = Object.entries(actionGroups).map(([value, { label }]) => ({ value, label }));
  return (
    <div className="grid gap-3 border-b px-4 py-3">
      <FilterBar keep={{ entity: filters.entity }} clearHref={isFiltered ? paths.settings.audit() : null}>
        <FilterSelect
          name="person"
          label="Person"
          anyLabel="Everybody"
          options={people}
          value={filters.person}
        />
        <FilterSelect
          name="group"
          label="Action"
          anyLabel="All actions"
          options={groups}
          value={filters.group}
        />
        <DayFilter name="from" label="From" value={filters.from} />
        <DayFilter name="to" label="To" value={filters.to} />
      </FilterBar>
      {filters.entity ? (
        <div>
          <FilterChip active href={paths.settings.audit({ ...filters, entity: null })}>
            Story of one {inWords(filters.entity.split(":")[0] ?? "")}
            <span aria-hidden>×</span>
            <span className="sr-only"> (show everything)</span>
          </FilterChip>
        </div>
      ) : null}
    </div>
  );
}

function DayFilter({
  name,
  label,
  value,
}: {
  name: "from" | "to";
  label: string;
  value: string | undefined;
}) {
  return (
    <div className="grid w-full gap-1 sm:w-40">
      <Label htmlFor={`filter-${name}`} className="text-xs text-muted-foreground">
        {label}
      </Label>
      {/* Drawn anew when the address changes: Back and "Clear filters" show what holds. */}
      <Input key={value ?? ""} id={`filter-${name}`} type="date" name={name} defaultValue={value ?? ""} />
    </div>
  );
}
