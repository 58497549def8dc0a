import type { ComponentProps } from "react";

import { cn } from "@/libs/class-names";

/**
 * A table in a box that scrolls sideways (and down, when `containerClassName` limits its height, which makes
 * the header stick). `label` names the table; the box can be focused, so that it scrolls by keyboard too.
 */
export function Table({
  className,
  containerClassName,
  label,
  ...props
}: ComponentProps<"table"> & { label: string; containerClassName?: string }) {
  return (
    <section
      aria-label={label}
      tabIndex={0}
      className={cn("relative w-full overflow-auto focus-visible:-outline-offset-2", containerClassName)}
    >
      <table
        aria-label={label}
        className={cn("w-full border-separate border-spacing-0 text-sm", className)}
        {...props}
      />
    </section>
  );
}

export function TableHeader({ className, ...props }: ComponentProps<"thead">) {
  return <thead className={cn("sticky top-0 z-10 bg-card", className)} {...props} />;
}

export function TableBody(props: ComponentProps<"tbody">) {
  return <tbody {...props} />;
}

export function TableRow({ className, ...props }: ComponentProps<"tr">) {
  return <tr className={cn("[tbody>&]:hover:bg-muted/60 last:[&>td]:border-b-0", className)} {...props} />;
}

type CellAlign = { align?: "left" | "right" | "center" };

const alignClasses = { left: "text-left", right: "text-right", center: "text-center" } as const;

export function TableHead({
  className,
  align = "left",
  scope = "col",
  ...props
}: ComponentProps<"th"> & CellAlign) {
  return (
    <th
      scope={scope}
      className={cn(
        "h-9 border-b px-3 text-xs font-medium whitespace-nowrap text-muted-foreground first:pl-4 last:pr-4",
        alignClasses[align],
        className,
      )}
      {...props}
    />
  );
}

/** A body cell. Right-aligned cells are for figures and get equal digit widths. */
export function TableCell({ className, align = "left", ...props }: ComponentProps<"td"> & CellAlign) {
  return (
    <td
      className={cn(
        "border-b px-3 py-2 align-middle first:pl-4 last:pr-4",
        alignClasses[align],
        align === "right" && "money",
        className,
      )}
      {...props}
    />
  );
}
