"use client";

import type { ReactNode } from "react";
import { usePreviewAnswers } from "@/features/imports/components/preview/preview-answers";
import { cn } from "@/libs/class-names";

/** Figures of the former answers, paler as long as those of the new ones are on their way. */
export function FormerWhileComparing({ children }: { children: ReactNode }) {
  const { isComparing } = usePreviewAnswers();
  return (
    <div aria-busy={isComparing} className={cn("grid gap-4 [&>*]:min-w-0", isComparing && "opacity-60")}>
      {children}
    </div>
  );
}
