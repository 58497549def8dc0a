import type { ComponentProps } from "react";

import { cn } from "@/libs/class-names";

/**
 * A table in a box that scrolls sideways (and down, when `containerClassName` limits its height, which makes
 * the header stick). `label` names the table; the box can be focused, so that it scrolls by keyboard too.
 * With `stacked`, each row is a card on a phone; its cells are `StackedCell`s.
 */
export function Table({
  className,
  containerClassName,
  label,
  stacked = false,
  ...props
}: ComponentProps<"table"> & { label: string; containerClassName?: string; stacked?: boolean }) {
  return (
    <section
      aria-label={label}
      tabIndex={0}
      className={cn("relative w-full overflow-auto focus-visible:-outline-offset-2", containerClassName)}
    >
      <table
        aria-label={label}
        className={cn("data-table", stacked && "stacked-table", className)}
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
  return <tr className={className} {...props} />;
}

type CellAlign = { align?: "left" | "right" | "center" };

const alignClasses = { left: undefined, right: "text-right", center: "text-center" } as const;

export function TableHead({
  className,
  align = "left",
  scope = "col",
  ...props
}: ComponentProps<"th"> & CellAlign) {
  return <th scope={scope} className={cn(alignClasses[align], className) || undefined} {...props} />;
}

const cellClasses = { left: undefined, right: "text-right money", center: "text-center" } as const;

/** A body cell. Right-aligned cells are for figures and get equal digit widths. */
export function TableCell({ className, align = "left", ...props }: ComponentProps<"td"> & CellAlign) {
  return <td className={cn(cellClasses[align], className) || undefined} {...props} />;
}

/**
 * A body cell of a `stacked` table: where each row is a card, `label` stands above it, or it is as `wide` as the card.
 * Right-aligned ones are so only in the table.
 */
export function StackedCell({
  className,
  align = "left",
  label,
  wide = false,
  ...props
}: ComponentProps<"td"> & { align?: "left" | "right"; label?: string; wide?: boolean }) {
  return (
    <td
      data-label={label}
      data-wide={wide || undefined}
      className={cn(align === "right" && "money md:text-right", className) || undefined}
      {...props}
    />
  );
}
