"use client";

import { ErrorState } from "@/components/error-state";

export default function ImportsError({ error, retry }: { error: unknown; retry: () => void }) {
  return <ErrorState title="The imports could not be loaded" error={error} onRetry={retry} />;
}
