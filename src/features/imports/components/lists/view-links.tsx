import { Count } from "@/components/count";
import Link from "next/link";
import type { ImportView } from "@/features/imports/schema";
import { cn } from "@/libs/class-names";
import { paths } from "@/libs/paths";

/** The lists of an import as links, the shown one marked; each has its own address. */
export function ViewLinks({
  importId,
  shown,
  views,
}: {
  importId: string;
  shown: ImportView;
  views: readonly { view: ImportView; label: string; count?: number | null }[];
}) {
  return (
    <nav aria-label="Lists of this import" className="overflow-x-auto border-b">
      <ul className="flex gap-1 px-2">
        {views.map(({ view, label, count }) => (
          <li key={view}>
            <Link
              href={paths.importJob(importId, { view })}
              scroll={false}
              aria-current={view === shown ? "true" : undefined}
              className={cn(
                "-mb-px flex min-h-11 items-center gap-1.5 border-b-2 border-transparent px-3 font-medium whitespace-nowrap text-muted-foreground hover:text-foreground focus-visible:-outline-offset-2",
                view === shown && "border-brand text-foreground",
              )}
            >
              {label}
              {count ? (
                <span className="text-xs tabular-nums">
                  <Count value={count} />
                </span>
              ) : null}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
