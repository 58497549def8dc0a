import { ChevronDown } from "lucide-react";
import type { ComponentProps } from "react";

import { controlClasses } from "@/components/ui/input";
import { cn } from "@/libs/class-names";

/** The browser's own select: works in plain forms, without script and with every assistive technology. */
export function NativeSelect({ className, children, ...props }: ComponentProps<"select">) {
  return (
    <span className="relative block w-full">
      <select className={cn(controlClasses, "h-11 appearance-none pr-9 sm:h-9", className)} {...props}>
        {children}
      </select>
      <ChevronDown
        aria-hidden
        className="pointer-events-none absolute top-1/2 right-2.5 size-4 -translate-y-1/2 text-muted-foreground"
      />
    </span>
  );
}
