import { Count } from "@/components/count";
import Link from "next/link";
import { FilterChip } from "@/components/filter-bar";
import { SearchInput } from "@/components/search-input";
import type { AlertCounts } from "@/features/alerts/queries";
import {
  type AlertListAddress,
  alertLevels,
  alertStatuses,
  alertStatusLabel,
} from "@/features/alerts/schema";
import { cn } from "@/libs/class-names";
import { paths } from "@/libs/paths";
import { utilizationLevelLabel } from "@/types/domain";

/** The status as tabs, the level as switches, and the search. All of it is in the address. */
export function AlertFilters({
  address: { status, level, q },
  counts,
}: {
  address: AlertListAddress;
  counts: AlertCounts;
}) {
  return (
    <>
      <nav aria-label="Alerts by status" className="overflow-x-auto border-b px-2">
        <ul className="flex gap-1">
          {alertStatuses.map((tab) => (
            <li key={tab}>
              <Link
                href={paths.alerts({ status: tab === "open" ? null : tab, level, q })}
                aria-current={tab === status ? "page" : undefined}
                className={cn(
                  "-mb-px inline-flex min-h-11 items-center gap-1.5 border-b-2 px-3 font-medium whitespace-nowrap focus-visible:-outline-offset-2 sm:min-h-10",
                  tab === status
                    ? "border-brand text-foreground"
                    : "border-transparent text-muted-foreground hover:text-foreground",
                )}
              >
                {alertStatusLabel[tab]}
                <span className="rounded-full bg-muted px-1.5 text-xs leading-5 text-foreground tabular-nums">
                  <Count value={counts[tab].all} />
                </span>
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      <div className="flex flex-wrap items-center gap-2 border-b px-4 py-3">
        <SearchInput label="Search by purchase order" placeholder="Purchase order number or text" />
        {alertLevels.map((one) => (
          <FilterChip
            key={one}
            active={one === level}
            href={paths.alerts({
              status: status === "open" ? null : status,
              level: one === level ? null : one,
              q,
            })}
          >
            {utilizationLevelLabel[one]}
            <span className="tabular-nums">
              <Count value={counts[status][one]} />
            </span>
          </FilterChip>
        ))}
      </div>
    </>
  );
}
