"use client";

import { ErrorState } from "@/components/error-state";

export default function AlertError({ error, retry }: { error: unknown; retry: () => void }) {
  return <ErrorState title="This alert could not be loaded" error={error} onRetry={retry} />;
}
