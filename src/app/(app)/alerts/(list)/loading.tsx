import { Skeleton } from "@/components/ui/skeleton";

export default function AlertsLoading() {
  return (
    <div role="status" className="grid gap-4">
      <span className="sr-only">Loading the alerts</span>
      <Skeleton className="h-8 w-32" />
      <Skeleton className="h-24" />
      <Skeleton className="h-[28rem]" />
    </div>
  );
}
