"use client";

import type { ReactNode } from "react";
import { usePreviewAnswers } from "@/features/imports/components/preview/preview-answers";

/** What stops being true the moment somebody confirms. */
export function UnlessConfirming({ children }: { children: ReactNode }) {
  return usePreviewAnswers().isConfirming ? null : children;
}
