import { FileSpreadsheet, SearchX } from "lucide-react";
import Link from "next/link";
import { type ReactNode, Suspense } from "react";
import { KeysetPager } from "@/components/data-table";
import { EmptyState } from "@/components/empty-state";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Skeleton } from "@/components/ui/skeleton";
import { paths } from "@/libs/paths";

type RecordListProps = {
  /** What one of them is called within a sentence, e.g. "purchase order". */
  name: string;
  /** How many this page shows. */
  count: number;
  isFiltered: boolean;
  /** The list without search and filters. */
  clearHref: string;
  previousHref: string | null;
  nextHref: string | null;
  /** The sums over all that is found; may come later than the rows. */
  totals: ReactNode;
  /** The rows. */
  children: ReactNode;
};

/** A page of imported records with sums and pager, or why there are none and what to do. */
export function RecordList({
  name,
  count,
  isFiltered,
  clearHref,
  totals,
  children,
  ...pager
}: RecordListProps) {
  if (count > 0) {
    return (
      <Card>
        <div aria-live="polite" className="border-b px-4 py-3">
          <Suspense fallback={<Skeleton className="h-5 w-72 max-w-full" />}>{totals}</Suspense>
        </div>
        {children}
        <KeysetPager
          label={`${name.charAt(0).toUpperCase()}${name.slice(1)}s`}
          summary={`${count} on this page`}
          {...pager}
        />
      </Card>
    );
  }
  return (
    <Card>
      {isFiltered ? (
        <EmptyState
          icon={SearchX}
          title={`No ${name} matches`}
          action={
            <Button variant="outline" asChild>
              <Link href={clearHref}>Clear filters</Link>
            </Button>
          }
        >
          Nothing fits the search and all filters together. Loosen one, or clear them.
        </EmptyState>
      ) : (
        <EmptyState
          icon={FileSpreadsheet}
          title={`No ${name}s yet`}
          action={
            <Button asChild>
              <Link href={paths.newImport}>Import a file</Link>
            </Button>
          }
        >
          Download the {name} file from the client’s portal and import it here.
        </EmptyState>
      )}
    </Card>
  );
}
