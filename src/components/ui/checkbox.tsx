import type { ComponentProps } from "react";

import { cn } from "@/libs/class-names";

/** The browser's own checkbox: posts with plain forms. Put it inside its `<label>` for a large target. */
export function Checkbox({ className, ...props }: Omit<ComponentProps<"input">, "type">) {
  return (
    <input
      type="checkbox"
      className={cn("size-4.5 shrink-0 accent-primary disabled:cursor-not-allowed sm:size-4", className)}
      {...props}
    />
  );
}
