import { ArrowDown, ArrowUp, ArrowUpDown, ChevronLeft, ChevronRight } from "lucide-react";
import Link from "next/link";
import type { ComponentProps, ReactNode } from "react";

import { Button } from "@/components/ui/button";
import { TableHead } from "@/components/ui/table";
import { cn } from "@/libs/class-names";

export type SortDirection = "asc" | "desc";

type SortableHeadProps = Omit<ComponentProps<typeof TableHead>, "children"> & {
  label: ReactNode;
  /** The direction by which the table is sorted by this column now; null when by another column. */
  sorted: SortDirection | null;
  /** The same list, sorted by this column (the other way round when it already is). */
  href: string;
};

/** A column heading that sorts the table, as a link, so that the order is part of the address. */
export function SortableHead({ label, sorted, href, align, ...props }: SortableHeadProps) {
  const Icon = sorted === "asc" ? ArrowUp : sorted === "desc" ? ArrowDown : ArrowUpDown;
  return (
    <TableHead
      align={align}
      aria-sort={sorted === "asc" ? "ascending" : sorted === "desc" ? "descending" : "none"}
      {...props}
    >
      <Link
        href={href}
        scroll={false}
        className={cn(
          "inline-flex min-h-6 items-center gap-1 rounded-sm hover:text-foreground",
          align === "right" && "flex-row-reverse",
          sorted && "text-foreground",
        )}
      >
        {label}
        <Icon aria-hidden className={cn("size-3.5", sorted ? "" : "opacity-60")} />
      </Link>
    </TableHead>
  );
}

/**
 * The link of a row, in its first cell. Only the words are the link: a controller marks and copies figures,
 * which a link over the whole row would prevent.
 */
export function RowLink({ className, ...props }: ComponentProps<typeof Link>) {
  return <Link className={cn("row-link", className)} {...props} />;
}

type KeysetPagerProps = {
  /** What the rows are, e.g. "Purchase orders". */
  label: string;
  previousHref: string | null;
  nextHref: string | null;
  /** What is shown, e.g. "50 of 2,557 purchase orders". */
  summary?: ReactNode;
};

/** Steps through a list that is paged by key: back and forth, no page numbers. */
export function KeysetPager({ label, previousHref, nextHref, summary }: KeysetPagerProps) {
  return (
    <nav
      aria-label={`Pages: ${label}`}
      className="flex flex-wrap items-center justify-between gap-3 border-t px-4 py-2.5"
    >
      <p className="text-[0.8125rem] text-muted-foreground tabular-nums">{summary}</p>
      <div className="flex gap-2">
        <PagerLink href={previousHref}>
          <ChevronLeft aria-hidden />
          Previous
        </PagerLink>
        <PagerLink href={nextHref}>
          Next
          <ChevronRight aria-hidden />
        </PagerLink>
      </div>
    </nav>
  );
}

function PagerLink({ href, children }: { href: string | null; children: ReactNode }) {
  if (href === null) {
    return (
      <Button variant="outline" size="sm" disabled>
        {children}
      </Button>
    );
  }
  return (
    <Button variant="outline" size="sm" asChild>
      <Link href={href}>{children}</Link>
    </Button>
  );
}
