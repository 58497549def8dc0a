"use client";

import { GeistSans } from "geist/font/sans";

import "@/app/globals.css";
import { ErrorState } from "@/components/error-state";

/** Replaces the whole document, root layout included, when that layout itself failed. */
export default function GlobalError({ error, retry }: { error: unknown; retry: () => void }) {
  return (
    <html lang="en" className={GeistSans.variable}>
      <body className="font-sans">
        <title>Something went wrong · AESTrak</title>
        <main className="grid min-h-dvh place-items-center">
          <ErrorState title="Something went wrong" error={error} onRetry={retry} />
        </main>
      </body>
    </html>
  );
}
