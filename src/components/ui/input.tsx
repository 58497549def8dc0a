import type { ComponentProps } from "react";

import { cn } from "@/libs/class-names";

/** Shared look of text-like controls; 16 px text on phones keeps iOS from zooming in. */
export const controlClasses =
  "w-full min-w-0 rounded-md border border-input bg-card px-3 text-base text-foreground shadow-xs placeholder:text-muted-foreground disabled:cursor-not-allowed disabled:bg-muted disabled:text-muted-foreground aria-invalid:border-destructive sm:text-sm";

export function Input({ className, type = "text", ...props }: ComponentProps<"input">) {
  return (
    <input
      type={type}
      className={cn(
        controlClasses,
        "h-11 sm:h-9",
        "file:mt-[7px] file:mr-3 file:h-7 sm:file:mt-[3px] file:rounded file:border-0 file:bg-muted file:px-2.5 file:text-sm file:font-medium file:text-foreground",
        className,
      )}
      {...props}
    />
  );
}
