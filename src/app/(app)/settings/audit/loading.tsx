import { Skeleton } from "@/components/ui/skeleton";

export default function Loading() {
  return (
    <>
      <p role="status" className="sr-only">
        Loading the audit log
      </p>
      <Skeleton className="h-32 rounded-lg" />
      <Skeleton className="h-96 rounded-lg" />
    </>
  );
}
