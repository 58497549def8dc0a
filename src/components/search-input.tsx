"use client";

import { LoaderCircle, Search } from "lucide-react";
import { debounce, parseAsString, useQueryStates } from "nuqs";
import { useEffect, useRef, useTransition } from "react";

import { Input } from "@/components/ui/input";
import { cn } from "@/libs/class-names";
import { PAGE_KEYS } from "@/libs/list-address";

const DEBOUNCE_MS = 250;

const firstPage = Object.fromEntries(PAGE_KEYS.map((key) => [key, null]));
const search = {
  q: parseAsString.withDefault(""),
  ...Object.fromEntries(PAGE_KEYS.map((key) => [key, parseAsString])),
};

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && target.closest("input, textarea, select, [contenteditable]") !== null
  );
}

/** Searches the list of the page: writes `?q=` shortly after typing stops, and drops the page. `/` focuses it. */
export function SearchInput({
  label,
  placeholder,
  className,
}: {
  /** Names the field for assistive technology, e.g. "Search purchase orders". */
  label: string;
  placeholder?: string;
  className?: string;
}) {
  const inputRef = useRef<HTMLInputElement>(null);
  const [pending, startTransition] = useTransition();
  const [{ q }, setSearch] = useQueryStates(search, { shallow: false, startTransition });

  useEffect(() => {
    function focusOnSlash(event: KeyboardEvent) {
      if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target))
        return;
      event.preventDefault();
      inputRef.current?.focus();
    }
    document.addEventListener("keydown", focusOnSlash);
    return () => document.removeEventListener("keydown", focusOnSlash);
  }, []);

  const Icon = pending ? LoaderCircle : Search;
  return (
    <search className={cn("relative block w-full sm:max-w-xs", className)}>
      <Icon
        aria-hidden
        className={cn(
          "pointer-events-none absolute top-1/2 left-2.5 size-4 -translate-y-1/2 text-muted-foreground",
          pending && "animate-spin",
        )}
      />
      <Input
        ref={inputRef}
        type="search"
        aria-label={label}
        aria-keyshortcuts="/"
        placeholder={placeholder ?? `${label} ( / )`}
        value={q}
        maxLength={200}
        className="pl-8"
        onChange={(event) => {
          const text = event.target.value;
          void setSearch(
            { ...firstPage, q: text || null },
            text === "" ? {} : { limitUrlUpdates: debounce(DEBOUNCE_MS) },
          );
        }}
        onKeyDown={(event) => {
          if (event.key === "Enter") event.preventDefault();
        }}
      />
    </search>
  );
}
