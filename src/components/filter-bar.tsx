"use client";

import Link from "next/link";
import { usePathname, useRouter } from "next/navigation";
import { useState, useTransition, type FormEvent, type ReactNode } from "react";
import { flushSync } from "react-dom";

import { Button } from "@/components/ui/button";
import { Label } from "@/components/ui/label";
import { NativeSelect } from "@/components/ui/native-select";
import { SubmitButton } from "@/components/ui/submit-button";
import { cn } from "@/libs/class-names";
import { PAGE_KEYS } from "@/libs/list-address";

type FilterBarProps = {
  children: ReactNode;
  /**
   * Parameters without a control here, e.g. `q` and `sort`, to carry along when the form is sent without script
   * (with script, the address is carried along). Never the page's cursor.
   */
  keep?: Readonly<Record<string, string | null | undefined>>;
  /** The list without filters; null when none is set. */
  clearHref: string | null;
  className?: string;
};

/** Nothing to keep: one object, so that it is the same at every drawing. */
const nothing: NonNullable<FilterBarProps["keep"]> = {};

/** Filters of a list as a GET form, so that they are in the address; works without script, too. */
export function FilterBar({ children, keep = nothing, clearHref, className }: FilterBarProps) {
  const router = useRouter();
  const pathname = usePathname();
  const [pending, startTransition] = useTransition();

  // The browser's own submission would write blank parameters into the address and reload the page.
  function applyInPlace(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    // Starts from the address rather than from `keep`: a search is written there before the server draws it.
    const query = new URLSearchParams(window.location.search);
    const form = new FormData(event.currentTarget);
    for (const name of Object.keys(keep)) form.delete(name);
    // By element, not by form data, which has no entry for an unticked checkbox.
    for (const element of event.currentTarget.elements) {
      const name = element.getAttribute("name");
      if (name !== null && !(name in keep)) query.delete(name);
    }
    for (const name of PAGE_KEYS) query.delete(name);
    for (const [name, value] of form) {
      if (typeof value === "string" && value !== "") query.append(name, value);
    }
    startTransition(() => router.push(query.size > 0 ? `${pathname}?${query}` : pathname, { scroll: false }));
  }

  return (
    <form
      method="get"
      action={pathname}
      onSubmit={applyInPlace}
      className={cn("flex flex-wrap items-end gap-x-3 gap-y-2", className)}
    >
      {Object.entries(keep).map(([name, value]) =>
        value ? <input key={name} type="hidden" name={name} value={value} /> : null,
      )}
      {children}
      <SubmitButton variant="outline" pending={pending}>
        Apply
      </SubmitButton>
      {clearHref ? (
        <Button variant="ghost" asChild>
          <Link href={clearHref} scroll={false}>
            Clear filters
          </Link>
        </Button>
      ) : null}
    </form>
  );
}

/** One labelled choice of a `FilterBar`; the first option means "no filter". Applies as soon as it is changed. */
export function FilterSelect({
  name,
  label,
  anyLabel,
  options,
  value,
}: {
  name: string;
  label: string;
  /** The words for "no filter", e.g. "All vendors". */
  anyLabel: string;
  options: ReadonlyArray<{ value: string; label: string }>;
  value: string | null | undefined;
}) {
  // Follows the address (Back, "Clear filters") without a remount, which would lose the keyboard focus.
  const [shown, setShown] = useState({ address: value ?? "", chosen: value ?? "" });
  if (shown.address !== (value ?? "")) setShown({ address: value ?? "", chosen: value ?? "" });
  return (
    <div className="grid w-full gap-1 sm:w-44">
      <Label htmlFor={`filter-${name}`} className="text-xs text-muted-foreground">
        {label}
      </Label>
      <NativeSelect
        id={`filter-${name}`}
        name={name}
        value={shown.chosen}
        onChange={(event) => {
          const { form, value: chosen } = event.currentTarget;
          flushSync(() => setShown((current) => ({ ...current, chosen })));
          form?.requestSubmit();
        }}
      >
        <option value="">{anyLabel}</option>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </NativeSelect>
    </div>
  );
}

/** A filter that is switched on and off by one press, as a link to the list with or without it. */
export function FilterChip({
  href,
  active,
  children,
}: {
  href: string;
  active: boolean;
  children: ReactNode;
}) {
  return (
    <Link
      href={href}
      scroll={false}
      aria-current={active ? "true" : undefined}
      className={cn(
        "inline-flex min-h-9 items-center gap-1.5 rounded-full border px-3 text-[0.8125rem] font-medium sm:min-h-7",
        active
          ? "border-brand bg-info-surface text-info-text"
          : "bg-card text-muted-foreground hover:text-foreground",
      )}
    >
      {children}
    </Link>
  );
}
