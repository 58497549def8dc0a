"use client";

import { useImportState } from "@/features/imports/components/progress/use-import-state";
import { stateSentence } from "@/features/imports/lib/import-words";

/** How an import does, in one sentence that keeps itself up to date. */
export function ImportStateText({ importId }: { importId: string }) {
  const { state, unreachable } = useImportState(importId, null);
  if (unreachable) return "The server does not answer just now; still trying.";
  if (!state) return "Uploaded.";
  return stateSentence(state);
}
