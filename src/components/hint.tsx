"use client";

import { Info } from "lucide-react";
import type { ReactNode } from "react";

import { Popover, PopoverContent, PopoverTrigger } from "@/components/ui/popover";
import { cn } from "@/libs/class-names";

/** A small "i" that opens an explanation by mouse, touch or keyboard. `about` names what is explained. */
export function Hint({
  about,
  children,
  className,
}: {
  about: string;
  children: ReactNode;
  className?: string;
}) {
  return (
    <Popover>
      <PopoverTrigger
        aria-label={`About: ${about}`}
        className={cn(
          "relative grid size-6 shrink-0 place-items-center rounded-full text-muted-foreground hover:text-foreground",
          className,
        )}
      >
        <Info aria-hidden className="size-3.5" />
      </PopoverTrigger>
      <PopoverContent aria-label={`About: ${about}`}>{children}</PopoverContent>
    </Popover>
  );
}
