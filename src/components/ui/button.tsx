import { cva, type VariantProps } from "class-variance-authority";
import type { ComponentProps } from "react";
import * as Slot from "radix-ui/slot";

import { cn } from "@/libs/class-names";

export const buttonVariants = cva(
  "inline-flex shrink-0 items-center justify-center gap-1.5 rounded-md text-sm font-medium whitespace-nowrap transition-colors disabled:pointer-events-none disabled:opacity-60 aria-disabled:pointer-events-none aria-disabled:opacity-60 [&_svg]:size-4 [&_svg]:shrink-0",
  {
    variants: {
      variant: {
        default: "bg-primary text-primary-foreground shadow-xs hover:bg-primary-hover",
        secondary: "bg-muted text-foreground hover:bg-border",
        outline: "border border-input/50 bg-card text-foreground shadow-xs hover:bg-muted",
        ghost: "text-foreground hover:bg-muted",
        destructive: "bg-destructive text-white shadow-xs hover:bg-destructive-hover",
        link: "text-link underline-offset-4 hover:underline",
      },
      // 44 px high on phones, where a finger points; denser from the `sm` breakpoint on.
      size: {
        default: "h-11 px-4 sm:h-9 sm:px-3.5",
        sm: "h-9 px-3 sm:h-8 sm:px-2.5 sm:text-[0.8125rem]",
        lg: "h-12 px-6 text-base sm:h-11",
        icon: "size-11 sm:size-9",
        "icon-sm": "size-9 sm:size-8",
        inline: "h-auto min-h-6 p-0",
      },
    },
    defaultVariants: { variant: "default", size: "default" },
  },
);

export type ButtonProps = ComponentProps<"button"> &
  VariantProps<typeof buttonVariants> & {
    /** Gives the look to the single child (a link, say) instead of rendering a `<button>`. */
    asChild?: boolean;
  };

/** A button. Its type is "button", so that it never submits a form by accident; see `SubmitButton`. */
export function Button({ className, variant, size, asChild = false, type, ...props }: ButtonProps) {
  const classes = cn(buttonVariants({ variant, size }), className);
  if (asChild) return <Slot.Root data-slot="button" className={classes} {...props} />;
  return <button type={type ?? "button"} className={classes} {...props} />;
}
