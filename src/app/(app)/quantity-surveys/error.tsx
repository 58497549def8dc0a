"use client";

import { ErrorState } from "@/components/error-state";

export default function QuantitySurveysError({ error, retry }: { error: unknown; retry: () => void }) {
  return <ErrorState error={error} onRetry={retry} />;
}
