"use client";

import { X } from "lucide-react";
import type { ComponentProps } from "react";
import * as DialogPrimitive from "radix-ui/dialog";

import { cn } from "@/libs/class-names";

export const Sheet = DialogPrimitive.Root;
export const SheetTrigger = DialogPrimitive.Trigger;

const sides = {
  left: "left-0 animate-slide-in-left border-r",
  right: "right-0 animate-slide-in-right border-l",
} as const;

/** A modal panel at one side of the window, full height. `title` names it; hidden when `hideTitle`. */
export function SheetContent({
  side = "right",
  title,
  hideTitle = false,
  className,
  children,
  ...props
}: Omit<ComponentProps<typeof DialogPrimitive.Content>, "title"> & {
  side?: keyof typeof sides;
  title: string;
  hideTitle?: boolean;
}) {
  return (
    <DialogPrimitive.Portal>
      <DialogPrimitive.Overlay className="fixed inset-0 z-50 animate-fade-in bg-black/50" />
      <DialogPrimitive.Content
        aria-describedby={undefined}
        className={cn(
          "fixed inset-y-0 z-50 flex w-[min(20rem,calc(100%-3rem))] flex-col gap-4 overflow-y-auto bg-popover p-4 shadow-xl outline-none",
          sides[side],
          className,
        )}
        {...props}
      >
        <DialogPrimitive.Title className={hideTitle ? "sr-only" : "pr-10 text-base font-semibold"}>
          {title}
        </DialogPrimitive.Title>
        {children}
        <DialogPrimitive.Close className="absolute top-2.5 right-2.5 grid size-11 place-items-center rounded-md text-muted-foreground hover:bg-muted hover:text-foreground sm:size-9">
          <X aria-hidden className="size-4" />
          <span className="sr-only">Close</span>
        </DialogPrimitive.Close>
      </DialogPrimitive.Content>
    </DialogPrimitive.Portal>
  );
}
