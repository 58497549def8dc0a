import { cva, type VariantProps } from "class-variance-authority";
import type { ComponentProps } from "react";

import { cn } from "@/libs/class-names";

const badgeVariants = cva("badge", {
  variants: {
    variant: {
      neutral: "bg-muted text-foreground",
      outline: "border text-muted-foreground",
      info: "bg-info-surface text-info-text",
      success: "bg-level-on-track-surface text-level-on-track-text",
      warning: "bg-level-warning-surface text-level-warning-text",
      critical: "bg-level-critical-surface text-level-critical-text",
      error: "bg-level-over-budget-surface text-level-over-budget-text",
    },
  },
  defaultVariants: { variant: "neutral" },
});

export type BadgeVariant = NonNullable<VariantProps<typeof badgeVariants>["variant"]>;

export function Badge({
  className,
  variant,
  ...props
}: ComponentProps<"span"> & { variant?: BadgeVariant | undefined }) {
  return <span className={cn(badgeVariants({ variant }), className)} {...props} />;
}
