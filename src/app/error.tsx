"use client";

import { ErrorState } from "@/components/error-state";

export default function ErrorPage({ error, retry }: { error: unknown; retry: () => void }) {
  return (
    <main className="grid min-h-dvh place-items-center">
      <ErrorState title="Something went wrong" error={error} onRetry={retry} />
    </main>
  );
}
