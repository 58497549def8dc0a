"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { useImportState } from "@/features/imports/components/progress/use-import-state";
import { type ImportState, isUnderway } from "@/features/imports/schema";

/** Draws the page anew as soon as the worker is done with the import. */
export function FollowImport({ importId, initial }: { importId: string; initial: ImportState }) {
  const router = useRouter();
  const { state } = useImportState(importId, initial);
  const finished = state !== null && !isUnderway(state.status);
  useEffect(() => {
    if (finished) router.refresh();
  }, [finished, router]);
  return null;
}
