import type { ComponentProps } from "react";

import { cn } from "@/libs/class-names";

export function Label({ className, ...props }: ComponentProps<"label">) {
  return <label className={cn("text-[0.8125rem] leading-none font-medium", className)} {...props} />;
}
