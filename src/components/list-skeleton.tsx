import { Skeleton } from "@/components/ui/skeleton";

/** The shape of a filtered list while its rows are on the way. */
export function ListSkeleton() {
  return (
    <div role="status" aria-label="Loading" className="space-y-4">
      <Skeleton className="h-7 w-52" />
      <Skeleton className="h-5 w-96 max-w-full" />
      <Skeleton className="h-9 w-full max-w-3xl" />
      <div className="space-y-px rounded-lg border bg-card p-4">
        {Array.from({ length: 12 }, (_, row) => (
          <Skeleton key={row} className="my-2.5 h-7 w-full" />
        ))}
      </div>
    </div>
  );
}
