import { cn } from "@/libs/class-names";

/** Up to two initials: of the first and last word of a name, or of the start of an e-mail address. */
function initialsOf(name: string): string {
  const words =
    name
      .split("@")[0]
      ?.split(/[\s._-]+/u)
      .filter(Boolean) ?? [];
  const picked = words.length > 1 ? [words[0], words.at(-1)] : words;
  return (
    picked
      .map((word) => Array.from(word ?? "")[0] ?? "")
      .join("")
      .toUpperCase() || "?"
  );
}

/** A person's or organization's initials; decoration beside the written name. */
export function Avatar({ name, square, className }: { name: string; square?: boolean; className?: string }) {
  return (
    <span
      aria-hidden
      className={cn(
        "inline-grid size-7 shrink-0 place-items-center bg-info-surface text-[0.6875rem] font-semibold text-info-text",
        square ? "rounded-md" : "rounded-full",
        className,
      )}
    >
      {initialsOf(name)}
    </span>
  );
}
