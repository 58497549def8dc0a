"use client";

import { ErrorState } from "@/components/error-state";

export default function AlertsError({ error, retry }: { error: unknown; retry: () => void }) {
  return <ErrorState title="The alerts could not be loaded" error={error} onRetry={retry} />;
}
