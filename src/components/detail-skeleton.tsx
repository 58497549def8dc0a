import { Skeleton } from "@/components/ui/skeleton";

/**
 * The shape of one record's page below its title, while the rest is on the way. Within the page, and not as its
 * loading.tsx: that would begin the answer, with status 200, before the page knows whether there is such a record.
 */
export function DetailSkeleton() {
  return (
    <div role="status" aria-label="Loading" className="space-y-5">
      <div className="grid gap-3 sm:grid-cols-2 xl:grid-cols-4">
        {Array.from({ length: 4 }, (_, card) => (
          <Skeleton key={card} className="h-24" />
        ))}
      </div>
      <Skeleton className="h-64" />
      <Skeleton className="h-48" />
    </div>
  );
}
