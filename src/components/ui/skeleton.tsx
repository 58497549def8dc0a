import type { ComponentProps } from "react";

import { cn } from "@/libs/class-names";

/** A grey stand-in of the size of what is loading; hidden from assistive technology. */
export function Skeleton({ className, ...props }: ComponentProps<"div">) {
  return <div aria-hidden className={cn("animate-pulse rounded-md bg-muted", className)} {...props} />;
}
