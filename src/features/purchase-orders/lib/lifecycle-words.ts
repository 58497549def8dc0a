import type { PurchaseOrderLifecycle } from "@/libs/lifecycle";

export const lifecycleLabel: Readonly<Record<PurchaseOrderLifecycle, string>> = {
  open: "Open",
  completed: "Completed",
  canceled: "Cancelled",
};
