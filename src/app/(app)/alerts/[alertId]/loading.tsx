import { Skeleton } from "@/components/ui/skeleton";

export default function AlertLoading() {
  return (
    <div role="status" className="grid gap-4">
      <span className="sr-only">Loading the alert</span>
      <Skeleton className="h-12 w-64" />
      <div className="grid gap-4 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <Skeleton className="h-96" />
        <Skeleton className="h-64" />
      </div>
    </div>
  );
}
