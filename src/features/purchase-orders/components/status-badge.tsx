import { Badge } from "@/components/ui/badge";
import { lifecycleLabel } from "@/features/purchase-orders/lib/lifecycle-words";
import type { PurchaseOrderLifecycle } from "@/libs/lifecycle";

/** The portal's status, and what AESTrak takes it for where the words differ. */
export function StatusBadge({
  status,
  lifecycle,
}: {
  status: string | null;
  lifecycle: PurchaseOrderLifecycle;
}) {
  const meaning = lifecycleLabel[lifecycle];
  return (
    <Badge variant={lifecycle === "open" ? "info" : "outline"}>
      {status ?? "No status"}
      {status === meaning ? null : <span className="sr-only">, {meaning.toLowerCase()}</span>}
    </Badge>
  );
}
